import { createReadStream } from 'node:fs'
import { fault, InstallerError, problem } from '../errors/problem.js'
import { type Command, sh } from '../lib/command.js'
import { show } from '../lib/text.js'
import type { Lane } from './lane.js'
import { createOutputLines } from './output-lines.js'
import { completeFile, receiveSmallFile, WRONG_SUM } from './partial-file.js'
import { STORE_BYTES } from './store-bytes.js'
import type { Upload, UploadOptions } from './transport.js'

const CHUNK_BYTES = 256 * 1024
/** Up to here starting programs takes a host longer than the bytes do. */
const SMALL_BYTES = 1024 * 1024

/**
 * Streams a local file to a host: beside its place, checked there, then renamed. What has arrived of it stays there
 * when the rest does not come, and goes when its sum is wrong.
 */
export async function uploadFile(
  upload: Upload,
  { signal, onBytes = () => {} }: UploadOptions,
  { lane, host }: { lane: Lane; host: string },
): Promise<void> {
  const output = createOutputLines((line) => line, { host })
  const exitCode = await lane.use(
    (shell) =>
      shell.execute({
        script: show(receive(upload).script),
        body: readSource(upload, host, onBytes),
        onBytes: output.push,
        signal,
      }),
    signal,
  )
  if (exitCode !== 0) throw uploadFailure(exitCode, output.finish(), upload, host)
}

/** Runs on the host, with what is still to come of the file as its input. */
function receive(upload: Upload): Command {
  const { size, offset = 0 } = upload
  if (offset === 0 && size <= SMALL_BYTES) return receiveSmallFile(upload)
  return completeFile(
    upload,
    offset,
    (partial) => sh`perl -e ${STORE_FROM_INPUT} -- ${partial} ${offset} ${size - offset}`,
  )
}

const STORE_FROM_INPUT = `${STORE_BYTES}
store_bytes(\\*STDIN, @ARGV);
`

/** The source from `offset` to `size`: more is cut, so that the sum differs; less can't be sent. */
async function* readSource(
  { source, path, size, offset = 0 }: Upload,
  host: string,
  onBytes: (sent: number) => void,
): AsyncGenerator<Buffer> {
  let sent = offset
  const file = typeof source === 'string' ? source : path
  const unusable = (reason: string, cause?: unknown) =>
    fault('connection.upload-source-unusable', { file, reason, host }, { host, file }, cause)
  if (size === offset) return
  try {
    const chunks =
      typeof source === 'string'
        ? createReadStream(source, { highWaterMark: CHUNK_BYTES, start: offset, end: size - 1 })
        : behind(offset, source)
    for await (const chunk of chunks) {
      yield chunk
      sent += chunk.length
      onBytes(sent)
    }
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (sent < size) throw unusable(`${sent} bytes instead of ${size}`)
}

/** What comes after so many bytes. */
async function* behind(offset: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = offset
  for await (const chunk of source) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

/** What the exit code and the words of a receiving script mean. */
export function uploadFailure(
  exitCode: number,
  printed: string,
  { path, sha256, source }: Pick<Upload, 'path' | 'source' | 'sha256'>,
  host: string,
): InstallerError {
  const output = printed.split('\n').filter(Boolean).slice(-5)
  const file = typeof source === 'string' ? source : path
  const details = { host, path, file, output: output.join(' | ') }
  const where = { host }
  if (exitCode === WRONG_SUM) {
    const sums = { expected: sha256, actual: output.at(-1) ?? '' }
    return fault('connection.corrupted-upload', { ...details, ...sums }, where)
  }
  const full = /No space left on device|Disk quota exceeded/.test(printed)
  const code = full ? 'connection.disk-full' : 'connection.upload-failed'
  return new InstallerError({ ...problem(code, details, where), output })
}
