import { createHmac } from 'node:crypto'

/** One token, as Consul wants them: a UUID. `seed`: 32 bytes in base64. */
export function consulToken(seed: string, name: string): string {
  const hex = createHmac('sha256', Buffer.from(seed, 'base64')).update(name).digest('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}
