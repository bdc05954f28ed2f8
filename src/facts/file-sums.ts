import { type Command, sh } from '../lib/command.js'

/** What all files of a host may take. */
const LONGEST_SECONDS = 600

/** Prints the SHA-256 of each of these files, behind all other work of the host: `HEX  PATH`, a line each. */
export function fileSums(paths: readonly string[]): Command {
  return sh`
slowly=(nice -n 19)
command -v ionice >/dev/null && slowly+=(ionice -c 3)
timeout ${LONGEST_SECONDS} "\${slowly[@]}" sha256sum -- ${paths} 2>/dev/null
true`
}

/** By path. Of a file that could not be read there is none; names with odd characters are never ours. */
export function fileSumsIn(output: string): ReadonlyMap<string, string> {
  const found = output.matchAll(/^([0-9a-f]{64}) [ *](\/.*)$/gm)
  return new Map([...found].map(([, sum = '', path = '']) => [path, sum]))
}
