import { BLOCK, type FileInTar, fileHeader, headerSum, padded } from '../lib/tar.js'
import { quotedName } from './bundle-problem.js'
import type { ByteReader } from './byte-reader.js'

/** A file in a tar, all that stands before its content, which is next to be read; or the end, or why it can't be read on. */
export type TarEntry =
  | { readonly kind: 'file'; readonly path: string; readonly size: number; readonly header: Buffer }
  | { readonly kind: 'end' }
  | { readonly kind: 'hostile'; readonly entry: string; readonly reason: string }
  | TarFault

/** Why a tar can't be read on. */
export type TarFault =
  | { readonly kind: 'truncated' }
  | { readonly kind: 'damaged'; readonly at: number; readonly reason: string }

const KINDS: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a device',
  '4': 'a device',
  '5': 'a folder',
  '6': 'a pipe',
}

/** A record with a path is a few hundred bytes. */
const MAX_RECORD_BYTES = 8 * BLOCK

/**
 * Reads the header of the next file. Only what `writeBundle` writes is understood: plain files, and a record with the
 * path before one whose path is long.
 */
export async function nextEntry(reader: ByteReader): Promise<TarEntry> {
  const at = reader.position()
  const header = await headerAt(reader)
  if (!('type' in header) || header.type !== 'x') return asFile(header)
  const damaged = (reason: string) => ({ kind: 'damaged', at, reason }) as const
  if (header.size > MAX_RECORD_BYTES) return damaged('a header is too long')
  const record = await copyPadded(reader, header.size)
  if (!Buffer.isBuffer(record)) return record
  const path = pathIn(record)
  if (path === undefined) return damaged('a header can not be understood')
  const next = await headerAt(reader)
  if (!('type' in next)) return asFile(next)
  const padding = Buffer.alloc(padded(header.size) - header.size)
  return asFile({ ...next, path, bytes: Buffer.concat([header.bytes, record, padding, next.bytes]) })
}

/** A small file's content, with the zeros behind it read as well. */
export async function copyPadded(reader: ByteReader, size: number): Promise<Buffer | TarFault> {
  const bytes = await reader.copy(size)
  if (bytes.length < size) return { kind: 'truncated' }
  return (await paddingFault(reader, padded(size) - size)) ?? bytes
}

/** What is wrong with the next bytes, which are to be zeros: no byte of a bundle is without meaning. */
export async function paddingFault(reader: ByteReader, length: number): Promise<TarFault | undefined> {
  const start = reader.position()
  const padding = await reader.copy(length)
  const stray = padding.findIndex((byte) => byte !== 0)
  if (stray !== -1) return { kind: 'damaged', at: start + stray, reason: 'there are bytes where none belong' }
  return padding.length < length ? { kind: 'truncated' } : undefined
}

/** What is wrong behind the first block of zeros: a second one follows, and nothing else. */
export async function endFault(reader: ByteReader): Promise<TarFault | undefined> {
  const fault = await paddingFault(reader, BLOCK)
  if (fault !== undefined) return fault
  const at = reader.position()
  const more = await reader.take(1)
  return more.length === 0 ? undefined : { kind: 'damaged', at, reason: 'there are bytes behind its end' }
}

interface Header {
  readonly type: string
  readonly path: string
  readonly size: number
  readonly bytes: Buffer
}

/** Says of a file in a tar whether its header is the one that was written, bit for bit. */
export function headerFault(at: number, found: Buffer, written: FileInTar): TarFault | undefined {
  if (found.equals(fileHeader(written))) return undefined
  return { kind: 'damaged', at, reason: 'a header is not the one that was written' }
}

async function headerAt(reader: ByteReader): Promise<Header | Exclude<TarEntry, { kind: 'file' }>> {
  const at = reader.position()
  return headerIn(await reader.copy(BLOCK), at)
}

/** A tar's header without its type being judged; `at` is where the block was read. */
export function headerIn(block: Buffer, at: number): Header | Exclude<TarEntry, { kind: 'file' }> {
  if (block.length < BLOCK) return { kind: 'truncated' }
  if (block.every((byte) => byte === 0)) return { kind: 'end' }
  const sum = octal(block, 148, 8)
  if (sum !== headerSum(block)) return { kind: 'damaged', at, reason: 'a header has another checksum' }
  const size = octal(block, 124, 12)
  if (size === undefined || block.toString('latin1', 257, 265) !== 'ustar\x0000') {
    return { kind: 'damaged', at, reason: 'a header can not be understood' }
  }
  const prefix = text(block, 345, 155)
  const name = text(block, 0, 100)
  const type = String.fromCharCode(block[156] ?? 0)
  return { type, path: prefix === '' ? name : `${prefix}/${name}`, size, bytes: block }
}

function asFile(header: Header | Exclude<TarEntry, { kind: 'file' }>): TarEntry {
  if (!('type' in header)) return header
  const { type, path, size, bytes } = header
  const entry = quotedName(path)
  if (type !== '0') return { kind: 'hostile', entry, reason: KINDS[type] ?? 'of an unknown kind' }
  if (entry !== path) return { kind: 'hostile', entry, reason: 'its name has control characters' }
  return { kind: 'file', path, size, header: bytes }
}

/** Octal digits, or beyond 8 GiB a binary number with the highest bit set. */
function octal(block: Buffer, at: number, length: number): number | undefined {
  if (block[at] === 0x80) {
    const value = block.subarray(at + 1, at + length).reduce((sum, byte) => sum * 256 + byte, 0)
    return Number.isSafeInteger(value) ? value : undefined
  }
  const digits = text(block, at, length).trim()
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined
}

function text(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at)
  return block.toString('utf8', at, end === -1 ? at + length : Math.min(end, at + length))
}

function pathIn(record: Buffer): string | undefined {
  const [, length, path] = /^(\d+) path=([^\n\0]+)\n$/.exec(record.toString('utf8')) ?? []
  return Number(length) === record.length ? path : undefined
}
