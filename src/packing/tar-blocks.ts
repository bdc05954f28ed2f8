/** A tar is made of these. */
export const BLOCK = 512

const CHECKSUM = { at: 148, length: 8 }

/** What the two blocks of zeros at the end take. */
export const END_BYTES = 2 * BLOCK

/** Bytes with the zeros that fill the last block. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK) * BLOCK
}

/** What a file takes in a tar: its header, longer for a long path, and its padded content. */
export function entryBytes(path: string, size: number): number {
  return headerBytes(path) + padded(size)
}

/** The sum of a header's bytes, its own field counted as blanks. */
export function headerSum(block: Uint8Array): number {
  let sum = CHECKSUM.length * 0x20
  for (let i = 0; i < BLOCK; i++) {
    if (i < CHECKSUM.at || i >= CHECKSUM.at + CHECKSUM.length) sum += block[i] ?? 0
  }
  return sum
}

/** Paths that fit neither the name nor prefix and name get a header of their own, with a record in it. */
function headerBytes(path: string): number {
  let name = path
  while (name.length > 100) {
    const slash = name.indexOf('/')
    if (slash === -1) return longHeaderBytes(path)
    name = name.slice(slash + 1)
  }
  const isShort = path.length - name.length - 1 <= 155
  return isShort ? BLOCK : longHeaderBytes(path)
}

function longHeaderBytes(path: string): number {
  return BLOCK + padded(paxRecord('path', path).length) + BLOCK
}

/** `LENGTH key=value\n`, where the length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  const length = bytes + String(bytes + String(bytes).length).length
  return `${length}${rest}`
}
