import type { FileHandle } from 'node:fs/promises'

/** What the central directory of a zip file says about one entry. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly isEncrypted: boolean
  readonly crc32: number
  readonly compressedSize: number
  readonly size: number
  /** Where its local header starts. */
  readonly offset: number
}

/** Thrown for what is no zip file, or not all of one; `message` is short and technical. */
export class ZipError extends Error {}

const END_LENGTH = 22
const ENTRY_LENGTH = 46
const LONGEST_COMMENT = 0xffff

/** Reads the list of entries at the end of a zip file. Layout: PKWARE APPNOTE 4.3.12 and 4.3.16; no zip64. */
export async function zipEntries(file: FileHandle, fileSize: number): Promise<readonly ZipEntry[]> {
  const tail = await readAt(file, Math.max(0, fileSize - END_LENGTH - LONGEST_COMMENT), fileSize)
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (at < 0 || at + END_LENGTH > tail.length) throw new ZipError('no end of central directory')
  const count = tail.readUInt16LE(at + 10)
  const start = tail.readUInt32LE(at + 16)
  const end = start + tail.readUInt32LE(at + 12)
  if (count === 0xffff || start === 0xffffffff) throw new ZipError('zip64')
  if (end > fileSize) throw new ZipError('central directory outside the file')

  const directory = await readAt(file, start, end)
  const entries: ZipEntry[] = []
  for (let position = 0; entries.length < count; ) {
    if (position + ENTRY_LENGTH > directory.length || directory.readUInt32LE(position) !== 0x02014b50) {
      throw new ZipError('central directory damaged')
    }
    const nameEnd = position + ENTRY_LENGTH + directory.readUInt16LE(position + 28)
    entries.push({
      name: directory.toString('utf8', position + ENTRY_LENGTH, nameEnd),
      method: directory.readUInt16LE(position + 10),
      isEncrypted: (directory.readUInt16LE(position + 8) & 1) === 1,
      crc32: directory.readUInt32LE(position + 16),
      compressedSize: directory.readUInt32LE(position + 20),
      size: directory.readUInt32LE(position + 24),
      offset: directory.readUInt32LE(position + 42),
    })
    position = nameEnd + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32)
  }
  return entries
}

/** Where the bytes of an entry lie: `end` is after the last. */
export async function zipContent(file: FileHandle, entry: ZipEntry): Promise<{ start: number; end: number }> {
  const header = await readAt(file, entry.offset, entry.offset + 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw new ZipError('entry damaged')
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  return { start, end: start + entry.compressedSize }
}

async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start)
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
