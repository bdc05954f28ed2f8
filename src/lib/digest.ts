import { hash } from 'node:crypto'

/** SHA-256 of bytes, or of UTF-8 text, as 64 hex characters. */
export function sha256(of: string | Uint8Array): string {
  return hash('sha256', of, 'hex')
}
