import { createPrivateKey, createPublicKey } from 'node:crypto'

export interface LoginKey {
  /** As a file that ssh reads has it between its first and its last line: base64, without line ends. */
  readonly secret: string
  /** As authorized_keys has it after the word `ssh-ed25519`. */
  readonly public: string
}

const TYPE = 'ssh-ed25519'
/** Of a raw Ed25519 key in DER, before its 32 bytes. */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that is made of 32 bytes, in OpenSSH's own form (PROTOCOL.key), not sealed. */
export function loginKey(seed: Buffer): LoginKey {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' })
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const shown = Buffer.concat([sized(TYPE), sized(point)])
  // Two numbers that are alike show that it was opened right; any will do.
  const content = [Buffer.alloc(8), shown, sized(Buffer.concat([seed, point])), sized('')]
  const bytes = Buffer.concat(content)
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (bytes.length % 8)) % 8))
  const file = [
    Buffer.from('openssh-key-v1\0'),
    ...[sized('none'), sized('none'), sized(''), number(1), sized(shown)],
    sized(Buffer.concat([bytes, padding])),
  ]
  return { secret: Buffer.concat(file).toString('base64'), public: shown.toString('base64') }
}

function sized(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([number(bytes.length), bytes])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
