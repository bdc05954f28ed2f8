import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readPrivateFile } from '../state/read-private-file.js'
import { createAtomically } from '../state/write-atomically.js'
import { bundleFault, unwritableBundle } from './bundle-problem.js'
import { fingerprintOf } from './fingerprint.js'

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
    throw unwritableBundle(configDirectory, error)
  }
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const isNew = createAtomically(path, pem, 0o600)
  // Two programs at once: the one that came first has made the key.
  return { ...parse(readPrivateFile(path) ?? pem, path), path, isNew }
}

function parse(pem: string, path: string): Pick<SigningKey, 'privateKey' | 'publicKey' | 'fingerprint'> {
  const privateKey = keyIn(pem, path)
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
  return { privateKey, publicKey, fingerprint: fingerprintOf(publicKey) }
}

function keyIn(pem: string, path: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (error) {
    throw bundleFault('bundle.key-damaged', path, { reason: error instanceof Error ? error.message : '?' })
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw bundleFault('bundle.key-damaged', path, { reason: `${key.asymmetricKeyType}` })
}
