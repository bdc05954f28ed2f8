import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { CheckedFile } from './checksums.js'

/** The bytes of a file that was checked before. Throws what `differs` gives once it turns out to be another one now. */
export async function* checkedBytes(
  { path, sha256, size }: CheckedFile,
  differs: () => Error,
): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  let read = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    sum.update(chunk)
    read += chunk.length
    if (read > size) throw differs()
    yield chunk
  }
  if (read !== size || sum.digest('hex') !== sha256) throw differs()
}
