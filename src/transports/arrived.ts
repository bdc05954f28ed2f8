import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { dirname } from 'node:path/posix'
import { type Command, sh } from '../lib/command.js'
import { digestFunction, type Incoming, partialPath, takeTurn } from './partial-file.js'

/** Asks a host how much of a file has arrived in earlier tries: all of it at its place, or a part beside it. */
export function arrivedCommand({ path, sha256, size }: Incoming): Command {
  const partial = partialPath({ path, sha256 })
  return sh`
${digestFunction}
[ -d ${dirname(path)} ] || exit 0
${takeTurn(path)}
is_ours() { [ -f "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]; }
if is_ours ${path} && [ "$(stat -c %s -- ${path})" = ${size} ]; then
  sum=$(digest <${path})
  if [ "\${sum:0:64}" = ${sha256} ] && chmod 0644 -- ${path}; then rm -f -- ${partial}; echo whole; exit 0; fi
fi
if is_ours ${partial}; then
  bytes=$(stat -c %s -- ${partial})
  if [ "$bytes" -gt 0 ] && [ "$bytes" -le ${size} ]; then
    sum=$(head -c "$bytes" -- ${partial} | digest)
    echo "part $bytes \${sum:0:64}"
  fi
fi
exit 0
`
}

/**
 * How many of its bytes need not be sent, from what `arrivedCommand` printed; `whole` when nothing is left to do. A part
 * counts only when it is how the local file begins.
 */
export async function arrivedBytes(output: string, source: string): Promise<number | 'whole'> {
  if (/^whole$/m.test(output)) return 'whole'
  const [, bytes, sum] = /^part (\d{1,15}) ([0-9a-f]{64})$/m.exec(output) ?? []
  if (bytes === undefined || Number(bytes) === 0) return 0
  return (await sumOfPrefix(source, Number(bytes))) === sum ? Number(bytes) : 0
}

/** The same for a file that is elsewhere: a part is named by the sum of the whole, which is checked in the end. */
export function arrivedPart(output: string): number | 'whole' {
  if (/^whole$/m.test(output)) return 'whole'
  return Number(/^part (\d{1,15}) [0-9a-f]{64}$/m.exec(output)?.[1] ?? 0)
}

/** Undefined when the file can't be read: whoever sends it will say so. */
async function sumOfPrefix(source: string, bytes: number): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(source, { highWaterMark: 1024 * 1024, end: bytes - 1 })) {
      hash.update(chunk)
    }
  } catch {
    return undefined
  }
  return hash.digest('hex')
}
