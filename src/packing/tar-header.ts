import type { Piece } from '../bundle/manifest.js'
import { BLOCK, headerSum, padded, paxRecord } from './tar-blocks.js'

export interface FileInTar {
  /** ASCII. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly mode: number
  readonly mtime: Date
}

/** Mode of a piece, and of manifest and signature, which are no programs. */
export function modeOf({ executable }: Pick<Piece, 'executable'>): number {
  return executable === true ? 0o755 : 0o644
}

/**
 * All that `writeBundle` writes in front of a file's content, byte for byte as `tar-stream` puts it: one block, or for
 * a path that does not fit there a record with the path before it.
 */
export function fileHeader({ path, size, mode, mtime }: FileInTar): Buffer {
  const fields = { mode, mtime, size }
  const parts = nameParts(path)
  if (parts !== undefined) return headerBlock({ ...fields, ...parts, type: '0' })
  const record = Buffer.from(paxRecord('path', path))
  return Buffer.concat([
    headerBlock({ ...fields, name: LONG_NAME, prefix: '', type: 'x', size: record.length }),
    record,
    Buffer.alloc(padded(record.length) - record.length),
    headerBlock({ ...fields, name: LONG_NAME, prefix: '', type: '0' }),
  ])
}

/** What stands for a name that is in the record. */
const LONG_NAME = 'PaxHeader'

function nameParts(path: string): { name: string; prefix: string } | undefined {
  let name = path
  while (name.length > 100) {
    const slash = name.indexOf('/')
    if (slash === -1) return undefined
    name = name.slice(slash + 1)
  }
  const prefix = path.slice(0, Math.max(0, path.length - name.length - 1))
  return prefix.length > 155 ? undefined : { name, prefix }
}

interface HeaderFields extends Omit<FileInTar, 'path'> {
  readonly name: string
  readonly prefix: string
  readonly type: '0' | 'x'
}

function headerBlock({ name, prefix, type, mode, size, mtime }: HeaderFields): Buffer {
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
  block.write('ustar\x0000', 257, 'latin1')
  block.write(octal(0, 6), 329)
  block.write(octal(0, 6), 337)
  block.write(prefix, 345)
  block.write(octal(headerSum(block), 6), 148)
  return block
}

/** Sevens for what does not fit. */
function octal(value: number, digits: number): string {
  const text = value.toString(8)
  return `${text.length > digits ? '7'.repeat(digits) : text.padStart(digits, '0')} `
}
