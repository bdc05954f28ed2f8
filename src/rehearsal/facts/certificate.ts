import { createHash } from 'node:crypto'
import type { Questions } from '../../facts/questions.js'
import type { Machine } from '../machine.js'

/** As `certificateFact` asks: the SHA-256 of the first certificate in the file. */
export function printCertificate({ files }: Machine, path: Questions['certificate']): string {
  const text = path === undefined ? undefined : files.read(path)
  const [, base64] = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(text ?? '') ?? []
  if (base64 === undefined) return ''
  return `${createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')}\n`
}
