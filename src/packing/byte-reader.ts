import { type FileHandle, open } from 'node:fs/promises'
import type { BundlePart } from './bundle-place.js'
import { orUnreadable } from './bundle-problem.js'

/** Reads one file or several one after the other, with the next bytes always on their way. */
export interface ByteReader {
  /** Of all bytes, from 0. */
  readonly position: () => number
  /** Up to `limit` of the next bytes, which hold until the next call; none at the end. */
  readonly take: (limit: number) => Promise<Buffer>
  /** A copy of exactly this many bytes, or of fewer at the end. */
  readonly copy: (length: number) => Promise<Buffer>
  readonly skip: (length: number) => void
  readonly close: () => Promise<void>
}

const WINDOW_BYTES = 1024 * 1024

/** Reads the file of a bundle for as long as `work` takes. What the file system refuses is `bundle.unreadable`. */
export function readingBundle<T>(
  bundle: string,
  parts: readonly BundlePart[],
  work: (reader: ByteReader) => Promise<T>,
): Promise<T> {
  const reading = byteReader(parts).then((reader) => work(reader).finally(reader.close))
  return reading.catch(orUnreadable(bundle))
}

async function byteReader(parts: readonly BundlePart[]): Promise<ByteReader> {
  const source = await openParts(parts)
  let window = Buffer.allocUnsafe(WINDOW_BYTES)
  let spare = Buffer.allocUnsafe(WINDOW_BYTES)
  /** What of the window is still to be read. */
  let from = 0
  let to = 0
  let position = 0
  let ahead: Promise<number> | undefined

  const take = async (limit: number): Promise<Buffer> => {
    if (from === to) {
      to = await (ahead ?? source.readAt(spare, position))
      from = 0
      ;[window, spare] = [spare, window]
      // While these bytes are hashed, the next are read.
      ahead = to === 0 ? undefined : source.readAt(spare, position + to)
      ahead?.catch(() => undefined)
    }
    const bytes = window.subarray(from, Math.min(to, from + limit))
    from += bytes.length
    position += bytes.length
    return bytes
  }
  return {
    position: () => position,
    take,
    copy: async (length) => {
      const chunks: Buffer[] = []
      for (let left = length; left > 0; ) {
        const bytes = await take(left)
        if (bytes.length === 0) break
        chunks.push(Buffer.from(bytes))
        left -= bytes.length
      }
      return Buffer.concat(chunks)
    },
    skip: (length) => {
      position += length
      if (length <= to - from) {
        from += length
        return
      }
      // The read that is under way fills a buffer that nobody looks at again.
      spare = Buffer.allocUnsafe(WINDOW_BYTES)
      ahead = undefined
      from = to
    },
    close: async () => {
      await ahead?.catch(() => undefined)
      await source.close()
    },
  }
}

async function openParts(parts: readonly BundlePart[]) {
  const handles: { file: FileHandle; from: number; to: number }[] = []
  let at = 0
  const close = async () => {
    for (const { file } of handles) await file.close()
  }
  try {
    for (const { path, size } of parts) {
      handles.push({ file: await open(path), from: at, to: at + size })
      at += size
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    /** Up to a whole buffer, from one file; 0 at the end. */
    readAt: async (buffer: Buffer, position: number): Promise<number> => {
      const part = handles.find(({ to }) => position < to)
      if (part === undefined) return 0
      const length = Math.min(buffer.length, part.to - position)
      return (await part.file.read(buffer, 0, length, position - part.from)).bytesRead
    },
    close,
  }
}
