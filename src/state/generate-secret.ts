import { createECDH, randomInt } from 'node:crypto'

/** `password`: for databases and consoles. `secp256k1`: the carrier's p2p key. `aes-256`: 32 bytes in base64, for Consul's gossip. */
export const SECRET_KINDS = ['password', 'secp256k1', 'aes-256'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Where randomness comes from; tests put their own in. */
export interface Randomness {
  /** A whole number from 0, below `limit`. */
  readonly below: (limit: number) => number
  /** A new secp256k1 private key in hex, as the library gives it. */
  readonly privateKey: () => string
}

export const systemRandomness: Randomness = {
  below: (limit) => randomInt(limit),
  privateKey: () => {
    const pair = createECDH('secp256k1')
    pair.generateKeys()
    return pair.getPrivateKey('hex')
  },
}

/** No character that looks like another, none that a shell, YAML or SQL reads as its own. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789_'
const PASSWORD_LENGTH = 28

export function generateSecret(kind: SecretKind, randomness: Randomness = systemRandomness): string {
  if (kind === 'aes-256')
    return Buffer.from(Array.from({ length: 32 }, () => randomness.below(256))).toString('base64')
  return kind === 'password' ? password(randomness) : privateKey(randomness)
}

/** Servers with a password policy ask for every class of characters; a letter first keeps YAML from seeing a number. */
function password({ below }: Randomness): string {
  for (;;) {
    const candidate = Array.from({ length: PASSWORD_LENGTH }, () =>
      ALPHABET.charAt(below(ALPHABET.length)),
    ).join('')
    const everyClass = [/^[A-Za-z]/, /[A-Z]/, /[a-z]/, /[2-9]/, /_/, /[^_]$/]
    if (everyClass.every((pattern) => pattern.test(candidate))) return candidate
  }
}

/** The carrier wants exactly 64 characters, and the library drops leading zeros. */
function privateKey(randomness: Randomness): string {
  return randomness.privateKey().padStart(64, '0')
}
