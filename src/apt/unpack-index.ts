import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import xz from 'xz-decompress'

/** Ways in which indices are packed, the smallest first. */
export const PACKINGS = ['.xz', '.gz', ''] as const
export type Packing = (typeof PACKINGS)[number]

/** The text of an index whose checksum is known to be right; `size`: bytes that it unpacks to. */
export async function unpackIndex(path: string, packing: Packing, size: number): Promise<string> {
  const buffer = Buffer.allocUnsafe(size)
  let length = 0
  for await (const chunk of unpacked(path, packing)) {
    if (length + chunk.length > size) throw new RangeError(`${path} unpacks to more than ${size} bytes`)
    buffer.set(chunk, length)
    length += chunk.length
  }
  return buffer.toString('utf8', 0, length)
}

function unpacked(path: string, packing: Packing): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  if (packing === '') return file
  if (packing === '.xz') return new xz.XzReadableStream(Readable.toWeb(file) as ReadableStream<Uint8Array>)
  // It tells whoever reads of an error of either.
  return pipeline(file, createGunzip(), () => undefined)
}
