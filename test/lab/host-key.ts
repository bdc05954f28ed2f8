import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_PATH = '/etc/ssh/ssh_host_ed25519_key'

export const MAKE_HOST_KEY = `rm -f ${KEY_PATH}* && ssh-keygen -q -t ed25519 -N '' -C '' -f ${KEY_PATH}`

/** The public key as known_hosts has it: `ssh-ed25519 AAAA...`. */
export function readHostKey(root: string): string {
  return readFileSync(join(root, `${KEY_PATH}.pub`), 'utf8').trim()
}

/** As ssh shows it: `SHA256:...`. */
export function fingerprintOf(hostKey: string): string {
  const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}
