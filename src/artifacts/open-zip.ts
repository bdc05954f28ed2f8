import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl'

/** An entry of a zip file, with its name as it is written there. */
export interface ZipEntry {
  readonly name: string
  readonly entry: Entry
}

export interface OpenZip {
  readonly entries: readonly ZipEntry[]
  /** The entry's bytes as they were before they were packed; size and checksum are not compared. */
  readonly read: (entry: Entry) => Promise<Readable>
}

/** Reads the list of entries. Rejects with a short, technical sentence when it is no zip file, or not all of one. */
export async function openZip(file: FileHandle, size: number): Promise<OpenZip> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false }
  const zip = await fromRandomAccessReaderPromise(new Bounded(file, size), size, options)
  const entries: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
    entries.push({ name: getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true), entry })
  }
  return { entries, read: (entry) => zip.openReadStreamPromise(entry) }
}

/** yauzl reads wherever a zip says that something is: this one only within the file. */
class Bounded extends RandomAccessReader {
  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {
    super()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.slices(start, end))
  }

  // A stream of the file itself would close it at its end.
  private async *slices(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end; ) {
      const buffer = Buffer.alloc(Math.min(1024 * 1024, end - position))
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, position)
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const filled =
      position + length > this.size
        ? Promise.reject(new Error('something outside of the file is named'))
        : this.file.read(buffer, offset, length, position)
    filled.then(
      ({ bytesRead }) => callback(bytesRead < length ? new Error('the file was cut') : null),
      callback,
    )
  }
}
