import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'

/** Millions of files take longer to be counted: then their size is not known. */
const COUNT_SECONDS = 5

/**
 * Bytes that instances keep which are not asked for on the host (`named`): what they leave behind, or hand over to another host.
 * Costs nothing where there is none.
 */
export function leftFact(
  installDirectory: string,
  named: readonly string[],
): Fact<Readonly<Record<string, number>>> {
  return {
    command: sh`
cd ${installDirectory} || exit 0
named=${` ${named.join(' ')} `}
for home in */; do
  name=\${home%/}
  case $named in *" $name "*) continue;; esac
  [ -d "$name/data" ] || [ -d "$name/moved" ] || continue
  kib=$(timeout ${COUNT_SECONDS} du -skc -- "$name/data" "$name/moved" | tail -n 1) && printf '%s %s\\n' "$name" "\${kib%%[!0-9]*}"
done`,
    parse: (output) =>
      Object.fromEntries(
        [...output.matchAll(/^([a-z]+(?:-[0-9]{1,5})?) ([0-9]{1,12})$/gm)].map(([, name = '', kib]) => [
          name,
          Number(kib) * 1024,
        ]),
      ),
  }
}
