/** A tar is made of these. */
export const BLOCK = 512
/** What the two blocks of zeros at the end take. */
export const END_BYTES = 2 * BLOCK

export interface FileInTar {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly mode: number
  readonly mtime: Date
  /** What it points to, at most 100 bytes; its size is 0 then. */
  readonly link?: string
}

/** All bytes of a tar. Throws when a file has not as many as it was said to have. */
export async function* tarBytes(
  files: AsyncIterable<FileInTar & { readonly content: AsyncIterable<Buffer> | Iterable<Buffer> }>,
): AsyncGenerator<Buffer> {
  for await (const { content, ...file } of files) {
    yield fileHeader(file)
    let size = 0
    for await (const chunk of content) {
      size += chunk.length
      yield chunk
    }
    if (size !== file.size) throw new Error(`${file.path} has ${size} bytes, not ${file.size}`)
    yield Buffer.alloc(padded(size) - size)
  }
  yield Buffer.alloc(END_BYTES)
}

/** Bytes with the zeros that fill the last block. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK) * BLOCK
}

/** What a file takes in a tar: its header, longer for a long path, and its padded content. */
export function entryBytes(path: string, size: number): number {
  return fileHeader({ path, size, mode: 0, mtime: new Date(0) }).length + padded(size)
}

/**
 * All that stands in front of a file's content, as many programs put it: one block, or for a path that does not fit
 * there, or is not ASCII, a record with the path before it. The files are root's.
 */
export function fileHeader({ path, size, mode, mtime, link }: FileInTar): Buffer {
  const fields = { mode, mtime, size }
  const own = { ...fields, type: link === undefined ? '0' : '2', link } as const
  const parts = nameParts(path)
  if (parts !== undefined) return headerBlock({ ...own, ...parts })
  const record = Buffer.from(paxRecord('path', path))
  return Buffer.concat([
    headerBlock({ ...fields, name: LONG_NAME, type: 'x', size: record.length }),
    record,
    Buffer.alloc(padded(record.length) - record.length),
    headerBlock({ ...own, name: LONG_NAME }),
  ])
}

/** What stands for a name that is in the record. */
const LONG_NAME = 'PaxHeader'

function nameParts(path: string): { name: string; prefix: string } | undefined {
  if (Buffer.byteLength(path) !== path.length) return undefined
  let name = path
  while (name.length > 100) {
    const slash = name.indexOf('/')
    if (slash === -1) return undefined
    name = name.slice(slash + 1)
  }
  const prefix = path.slice(0, Math.max(0, path.length - name.length - 1))
  return prefix.length > 155 ? undefined : { name, prefix }
}

interface HeaderFields extends Omit<FileInTar, 'path' | 'link'> {
  /** At most 100 bytes. */
  readonly name: string
  readonly prefix?: string
  /** A file, a link, a record about the next file, one about all. */
  readonly type: '0' | '2' | 'x' | 'g'
  readonly link?: string | undefined
}

export function headerBlock(fields: HeaderFields): Buffer {
  const { name, prefix = '', type, mode, size, mtime, link = '' } = fields
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0)
  block.write(octal(mode, 6), 100)
  block.write(octal(0, 6), 108)
  block.write(octal(0, 6), 116)
  if (size < 8 ** 11) block.write(octal(size, 11), 124)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  // In 32 bits, the highest of them for the sign.
  block.write(octal((mtime.getTime() / 1000) | 0, 11), 136)
  block.write(type, 156)
  block.write(link, 157, 100)
  block.write('ustar\x0000', 257, 'latin1')
  block.write(octal(0, 6), 329)
  block.write(octal(0, 6), 337)
  block.write(prefix, 345)
  block.write(octal(headerSum(block), 6), CHECKSUM.at)
  return block
}

const CHECKSUM = { at: 148, length: 8 }

/** The sum of a header's bytes, its own field counted as blanks. */
export function headerSum(block: Uint8Array): number {
  let sum = CHECKSUM.length * 0x20
  for (let i = 0; i < BLOCK; i++) {
    if (i < CHECKSUM.at || i >= CHECKSUM.at + CHECKSUM.length) sum += block[i] ?? 0
  }
  return sum
}

/** Sevens for what does not fit. */
function octal(value: number, digits: number): string {
  const text = value.toString(8)
  return `${text.length > digits ? '7'.repeat(digits) : text.padStart(digits, '0')} `
}

/** `LENGTH key=value\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  const length = bytes + String(bytes + String(bytes).length).length
  return `${length}${rest}`
}
