import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InstallerError, problem } from '../errors/problem.js'
import { sh } from '../lib/command.js'
import { show } from '../lib/text.js'
import type { Lane } from './lane.js'

const SUM_LENGTH = 65
const MOST_WORDS = 2_000

/** Streams a file of a host to a local one with mode 0600: checked, then renamed. A failure leaves nothing behind. */
export async function downloadFile(
  path: string,
  target: string,
  { lane, host, signal }: { lane: Lane; host: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const incoming = `${target}.incoming-${randomBytes(6).toString('hex')}`
  const failed = (output: string, cause?: unknown) =>
    new InstallerError(
      problem('connection.download-failed', { host, path, file: target, output }, { host }),
      { cause },
    )
  try {
    await mkdir(dirname(target), { recursive: true })
    const file = createWriteStream(incoming, { mode: 0o600, flags: 'wx' })
    const opened = once(file, 'open')
    await opened
    const local: { reason?: unknown } = {}
    file.on('error', (reason) => {
      local.reason = reason
    })
    const hash = createHash('sha256')
    let sum = ''
    let printed = ''
    const exitCode = await lane.use(
      (shell) =>
        shell.execute({
          script: show(sendFile(path).script),
          signal,
          onBytes: (bytes, hold) => {
            const head = bytes.subarray(0, SUM_LENGTH - sum.length)
            if (printed.length < MOST_WORDS) printed += bytes.subarray(0, MOST_WORDS).toString('utf8')
            sum += head.toString('latin1')
            const content = bytes.subarray(head.length)
            hash.update(content)
            if (!file.write(Buffer.from(content)) && local.reason === undefined) hold(once(file, 'drain'))
          },
        }),
      signal,
    )
    file.end()
    if (local.reason === undefined) await once(file, 'close')
    if (local.reason !== undefined) throw failed(String(local.reason), local.reason)
    if (exitCode !== 0) throw failed(printed.trim())
    const actual = hash.digest('hex')
    const expected = sum.trim()
    if (actual !== expected) {
      const details = { host, path, file: target, expected, actual }
      throw new InstallerError(problem('connection.corrupted-download', details, { host }))
    }
    await rename(incoming, target)
  } catch (reason) {
    await rm(incoming, { force: true }).catch(() => {})
    throw reason instanceof Error && 'syscall' in reason ? failed(reason.message, reason) : reason
  }
}

/** Its sum, then its bytes. */
function sendFile(path: string) {
  return sh`
digest() { if command -v openssl >/dev/null; then openssl dgst -sha256 -r; else sha256sum; fi; }
set -o pipefail
exec 3<${path} || exit 1
sum=$(digest <&3) || exit 1
exec 3<${path} || exit 1
printf '%s\\n' "\${sum:0:64}"
exec cat <&3 2>/dev/null
`
}
