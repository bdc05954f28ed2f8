import { createHmac, createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto'
import { sha256 } from '../lib/digest.js'
import { type LoginKey, loginKey } from './login-key.js'

/** Of a raw X25519 key in DER, before its 32 bytes. */
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex')

/** Made from the salt of an organisation's secrets: whoever opens those opens what its hosts have sealed. */
export interface BackupKeys {
  /** For whom hosts seal, an X25519 key as openssl takes it: DER in base64. It opens nothing. */
  readonly recipient: string
  /** By which a host shows that a backup is its own, 64 hex characters. */
  readonly ofHost: (host: string) => string
  /** With which it logs in where backups are kept. */
  readonly loginOf: (host: string) => LoginKey
  /** What was sealed with that ephemeral public key, 64 hex characters, is opened with; see `host-seal.ts`. */
  readonly once: (ephemeral: string) => string
}

export function backupKeys(salt: string): BackupKeys {
  const derived = (what: string) =>
    createHmac('sha256', Buffer.from(salt, 'hex')).update(`backup\0${what}`).digest()
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_DER, derived('recipient')]),
    ...{ format: 'der', type: 'pkcs8' },
  })
  const recipient = der(createPublicKey(privateKey)).toString('base64')
  return {
    recipient,
    ofHost: (host) => derived(`host\0${host}`).toString('hex'),
    loginOf: (host) => loginKey(derived(`login\0${host}`)),
    once: (ephemeral) => {
      const key = Buffer.concat([PUBLIC_DER, Buffer.from(ephemeral, 'hex')])
      const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
      const shared = diffieHellman({ privateKey, publicKey }).toString('hex')
      return sha256(`metis-backup 1 ${shared} ${ephemeral} ${recipient}`)
    },
  }
}

function der(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' })
}
