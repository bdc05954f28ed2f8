import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { readPrivateFile } from '../state/read-private-file.js'
import { createAtomically } from '../state/write-atomically.js'
import { bundleFault, orUnwritable } from './bundle-problem.js'

/** The Ed25519 key that this account signs bundles with. */
export interface SigningKey {
  readonly privateKey: KeyObject
  /** Raw, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly fingerprint: string
  /** File that it lies in, mode 0600. */
  readonly path: string
  /** It was made just now: nobody knows its fingerprint yet. */
  readonly isNew: boolean
}

/**
 * The account's key in `<configDirectory>/bundle-key.pem`, made on first use. Throws `bundle.key-damaged`,
 * `bundle.write-failed`, `state.write-failed` or `state.secrets-open-to-others`.
 */
export function signingKey({ configDirectory }: { readonly configDirectory: string }): SigningKey {
  const path = join(configDirectory, 'bundle-key.pem')
  const found = readPrivateFile(path)
  if (found !== undefined) return { ...parse(found, path), path, isNew: false }
  try {
    mkdirSync(configDirectory, { recursive: true, mode: 0o700 })
  } catch (error) {
    orUnwritable(configDirectory)(error)
  }
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const isNew = createAtomically(path, pem, 0o600)
  // Two programs at once: the one that came first has made the key.
  return { ...parse(readPrivateFile(path) ?? pem, path), path, isNew }
}

function parse(pem: string, path: string): Pick<SigningKey, 'privateKey' | 'publicKey' | 'fingerprint'> {
  try {
    const privateKey = createPrivateKey(pem)
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(privateKey.asymmetricKeyType)
    const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
    return { privateKey, publicKey, fingerprint: spokenFingerprint(publicKey) }
  } catch (error) {
    throw bundleFault('bundle.key-damaged', path, { reason: error instanceof Error ? error.message : '?' })
  }
}

/** `$XDG_CONFIG_HOME/create-metis-node`, by default below `~/.config`: where the key lies that bundles are signed with. */
export function defaultConfigDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CONFIG_HOME
  // The XDG specification says that relative paths are to be ignored.
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.config'), 'create-metis-node')
}

const GROUPS = 8
const BYTES_PER_GROUP = 5

/**
 * A public key as two people compare it by voice: 8 groups of 5 decimal digits, `04187 93021 …`. Each group is five
 * bytes of the key's SHA-512, modulo 100,000: 132 bits in all, too many for anybody to find a second key.
 */
export function spokenFingerprint(rawPublicKey: Uint8Array): string {
  const sum = hash('sha512', rawPublicKey, 'buffer')
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
