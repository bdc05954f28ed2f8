import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { dirname } from 'node:path/posix'
import { InstallerError, problem } from '../errors/problem.js'
import { type Command, sh } from '../lib/command.js'
import { show } from '../lib/text.js'
import type { Lane } from './lane.js'
import type { Upload, UploadOptions } from './transport.js'

const CHUNK_BYTES = 256 * 1024
const WRONG_SUM = 61

/** Streams a local file to a host: beside its place, checked there, then renamed. A failure leaves nothing behind. */
export async function uploadFile(
  upload: Upload,
  { signal, onBytes = () => {} }: UploadOptions,
  { lane, host }: { lane: Lane; host: string },
): Promise<void> {
  const output: Buffer[] = []
  const exitCode = await lane.use(
    (shell) =>
      shell.execute({
        script: show(receive(upload).script),
        body: { bytes: upload.size, chunks: readSource(upload, host, onBytes) },
        onBytes: (bytes) => output.push(Buffer.from(bytes)),
        signal,
      }),
    signal,
  )
  if (exitCode !== 0) throw failure(exitCode, Buffer.concat(output).toString('utf8'), upload, host)
}

/** Runs on the host, with the file as its input. openssl hashes four times faster than coreutils. */
function receive({ path, mode, sha256 }: Upload): Command {
  return sh`
target=${path}
incoming=$target.incoming-${randomBytes(6).toString('hex')}
trap 'rm -f -- "$incoming"' EXIT
digest() { if command -v openssl >/dev/null; then openssl dgst -sha256 -r; else sha256sum; fi; }
set -o pipefail
mkdir -p -- ${dirname(path)} || exit 1
umask 077
sum=$(tee --output-error=exit -- "$incoming" | digest) || exit 1
sum=\${sum:0:64}
if [ "$sum" != ${sha256} ]; then printf '%s\\n' "$sum"; exit ${WRONG_SUM}; fi
chmod -- ${mode} "$incoming" && mv -fT -- "$incoming" "$target"
`
}

/** Exactly `size` bytes of the source: more are cut, so that the sum differs; fewer can't be sent. */
async function* readSource(
  { source, size }: Upload,
  host: string,
  onBytes: (sent: number) => void,
): AsyncGenerator<Buffer> {
  let sent = 0
  const unusable = (reason: string, cause?: unknown) =>
    new InstallerError(
      problem('connection.upload-source-unusable', { file: source, reason, host }, { host, file: source }),
      {
        cause,
      },
    )
  if (size === 0) return
  try {
    for await (const chunk of createReadStream(source, { highWaterMark: CHUNK_BYTES, end: size - 1 })) {
      yield chunk
      sent += chunk.length
      onBytes(sent)
    }
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (sent < size) throw unusable(`${sent} bytes instead of ${size}`)
}

function failure(exitCode: number, printed: string, upload: Upload, host: string): InstallerError {
  const output = printed.split('\n').filter(Boolean).slice(-5)
  const details = { host, path: upload.path, file: upload.source, output: output.join(' | ') }
  const where = { host }
  if (exitCode === WRONG_SUM) {
    const sums = { expected: upload.sha256, actual: output.at(-1) ?? '' }
    return new InstallerError(problem('connection.corrupted-upload', { ...details, ...sums }, where))
  }
  const full = /No space left on device|Disk quota exceeded/.test(printed)
  const code = full ? 'connection.disk-full' : 'connection.upload-failed'
  return new InstallerError({ ...problem(code, details, where), output })
}
