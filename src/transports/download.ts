import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { fault } from '../errors/problem.js'
import { sh } from '../lib/command.js'
import { show } from '../lib/text.js'
import type { Lane } from './lane.js'

/** `<sha256> <size>\n`, always of one length. */
const HEAD_LENGTH = 64 + 1 + 15 + 1
const MOST_WORDS = 2_000

/**
 * Streams a file of a host to a local one with mode 0600: checked, then renamed. More than was announced is not taken.
 * A failure leaves nothing behind.
 */
export async function downloadFile(path: string, target: string, from: DownloadFrom): Promise<void> {
  const incoming = `${target}.incoming-${randomBytes(6).toString('hex')}`
  let file: WriteStream | undefined
  try {
    await mkdir(dirname(target), { recursive: true })
    file = createWriteStream(incoming, { mode: 0o600, flags: 'wx' })
    await once(file, 'open')
    await downloadInto(path, file, target, from)
    await rename(incoming, target)
  } catch (reason) {
    if (file !== undefined) await letGo(file)
    await rm(incoming, { force: true }).catch(() => {})
    if (!(reason instanceof Error && 'syscall' in reason)) throw reason
    throw failuresOf(path, target, from.host).failed(reason.message, reason)
  }
}

interface DownloadFrom {
  readonly lane: Lane
  readonly host: string
  readonly signal?: AbortSignal | undefined
}

/** Streams a file of a host into what takes it, and ends that: checked when all is there. `name`: of what takes it, for messages. */
export async function downloadInto(
  path: string,
  target: Writable,
  name: string,
  { lane, host, signal }: DownloadFrom,
): Promise<void> {
  const arriving = receive(target, failuresOf(path, name, host))
  const exitCode = await lane.use(
    (shell) => shell.execute({ script: show(sendFile(path).script), signal, onBytes: arriving.onBytes }),
    signal,
  )
  target.end()
  if (!target.closed && target.errored === null) await once(target, 'close')
  arriving.finish(exitCode)
}

function failuresOf(path: string, file: string, host: string): Failures {
  return {
    failed: (output, cause) =>
      fault('connection.download-failed', { host, path, file, output }, { host }, cause),
    differs: (expected, actual) =>
      fault('connection.corrupted-download', { host, path, file, expected, actual }, { host }),
  }
}

interface Failures {
  readonly failed: (output: string, cause?: unknown) => Error
  readonly differs: (expected: string, actual: string) => Error
}

/** Takes what `sendFile` prints. Both throw when it is not what it should be. */
function receive(file: Writable, { failed, differs }: Failures) {
  const hash = createHash('sha256')
  let printed = ''
  let head = ''
  let announced: { readonly sum: string; readonly size: number } | undefined
  let arrived = 0
  const refused: { reason?: unknown } = {}
  file.on('error', (reason) => {
    refused.reason = reason
  })
  const throwIfRefused = () => {
    if (refused.reason !== undefined) throw failed(String(refused.reason), refused.reason)
  }
  return {
    onBytes: (bytes: Buffer, hold: (until: Promise<unknown>) => void) => {
      throwIfRefused()
      if (printed.length < MOST_WORDS) printed += bytes.subarray(0, MOST_WORDS).toString('utf8')
      const start = bytes.subarray(0, HEAD_LENGTH - head.length)
      head += start.toString('latin1')
      announced ??= readHead(head)
      const content = bytes.subarray(start.length)
      arrived += content.length
      if (announced === undefined) {
        if (arrived > MOST_WORDS) throw failed(printed.trim())
        return
      }
      hash.update(content)
      if (arrived > announced.size) throw differs(announced.sum, hash.digest('hex'))
      if (!file.write(Buffer.from(content))) hold(once(file, 'drain'))
    },
    finish: (exitCode: number) => {
      throwIfRefused()
      if (exitCode !== 0 || announced === undefined) throw failed(printed.trim())
      const actual = hash.digest('hex')
      if (actual !== announced.sum) throw differs(announced.sum, actual)
    },
  }
}

function readHead(head: string): { readonly sum: string; readonly size: number } | undefined {
  const [, sum, size] = /^([0-9a-f]{64}) (\d{15})\n$/.exec(head) ?? []
  return sum === undefined ? undefined : { sum, size: Number(size) }
}

/** Closes it, also while it is being written to: a file that is only forgotten stays open as long as the program runs. */
async function letGo(file: WriteStream): Promise<void> {
  if (file.closed) return
  const closed = once(file, 'close')
  file.destroy()
  await closed.catch(() => {})
}

/** Its sum and size, then its bytes. */
function sendFile(path: string) {
  return sh`
digest() { if command -v openssl >/dev/null; then openssl dgst -sha256 -r; else sha256sum; fi; }
set -o pipefail
exec 3<${path} || exit 1
sum=$(digest <&3) && size=$(stat -L -c %s -- ${path}) || exit 1
exec 3<${path} || exit 1
printf '%s %015d\\n' "\${sum:0:64}" "$size"
exec cat <&3 2>/dev/null
`
}
