import { createHash } from 'node:crypto'

const GROUPS = 8
const BYTES_PER_GROUP = 5

/**
 * A public key as two people compare it by voice: 8 groups of 5 decimal digits, `04187 93021 …`. Each group is five
 * bytes of the key's SHA-512, modulo 100,000: 132 bits in all, too many for anybody to find a second key.
 */
export function fingerprintOf(rawPublicKey: Uint8Array): string {
  const sum = createHash('sha512').update(rawPublicKey).digest()
  const groups = Array.from({ length: GROUPS }, (_, i) =>
    (sum.readUIntBE(i * BYTES_PER_GROUP, BYTES_PER_GROUP) % 100_000).toString().padStart(5, '0'),
  )
  return groups.join(' ')
}

/** Whether two fingerprints say the same, however their digits are grouped. */
export function sameFingerprint(one: string, other: string): boolean {
  const digits = (text: string) => text.replace(/[\s.,-]/g, '')
  return digits(one) === digits(other)
}
