import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { fault } from '../errors/problem.js'

const HEADER = /^\$ANSIBLE_VAULT;(1\.[12]);(\w+)(?:;[^\r\n]*)?\r?\n/
const ROUNDS = 10_000

/** Whether a whole file is sealed by Ansible's vault. */
export function isVaultText(text: string): boolean {
  return text.startsWith('$ANSIBLE_VAULT;')
}

/**
 * What Ansible Vault 1.1 or 1.2 has sealed with AES256; undefined when the password is another one, or a byte was changed.
 * Throws `import.vault-unreadable` for another form.
 */
export function openVault(sealed: string, password: string, file: string): string | undefined {
  const text = `${sealed.trim()}\n`
  const [header, , cipher] = HEADER.exec(text) ?? []
  const outer = fromHex(text.slice(header?.length ?? 0))
  const [salt, mac, body, ...more] = (outer?.toString('latin1') ?? '').split('\n').map(fromHex)
  if (
    cipher !== 'AES256' ||
    salt === undefined ||
    mac?.length !== 32 ||
    body === undefined ||
    more.length > 0
  )
    throw fault('import.vault-unreadable', {}, { file })
  const keys = pbkdf2Sync(password, salt, ROUNDS, 80, 'sha256')
  const found = createHmac('sha256', keys.subarray(32, 64)).update(body).digest()
  if (!timingSafeEqual(found, mac)) return undefined
  const decipher = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64))
  const padded = Buffer.concat([decipher.update(body), decipher.final()])
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0)).toString('utf8')
}

function fromHex(text: string): Buffer | undefined {
  const digits = text.replace(/\s+/g, '')
  return digits !== '' && digits.length % 2 === 0 && /^[\da-f]+$/i.test(digits)
    ? Buffer.from(digits, 'hex')
    : undefined
}
