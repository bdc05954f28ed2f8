import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { parsedAs } from './files.js'
import { SECRET_KINDS } from './generate-secret.js'
import { readPrivateFile } from './read-private-file.js'
import { createAtomically, writeAtomically } from './write-atomically.js'

const secretsFile = z.strictObject({
  version: z.literal(1),
  /** Key of the digests that plans and receipts show instead of values. */
  salt: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex characters'),
  secrets: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal(SECRET_KINDS[0]), value: z.string().min(1) }),
      z.strictObject({
        kind: z.literal(SECRET_KINDS[1]),
        value: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hex characters'),
      }),
      z.strictObject({
        kind: z.literal(SECRET_KINDS[2]),
        value: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64'),
      }),
    ]),
  ),
})

export type SecretsFile = z.infer<typeof secretsFile>

/** What the file holds; `undefined` when there is none. Throws `state.secrets-damaged`, never with a value in it. */
export function readSecretsFile(path: string): SecretsFile | undefined {
  const content = readPrivateFile(path)
  if (content === undefined) return undefined
  return parseSecrets(content, (reason) => {
    return fault('state.secrets-damaged', { path, reason, quoted: shellQuote(path) }, { file: path })
  })
}

/** The same of a text; what `damaged` makes of the reason, which has no value in it, is thrown else. */
export function parseSecrets(text: string, damaged: (reason: string) => Error): SecretsFile {
  return parsedAs(text, secretsFile, damaged)
}

export function writeSecretsFile(path: string, content: SecretsFile): void {
  writeAtomically(path, secretsText(content), 0o600)
}

/** False when there is a file by now: somebody else has made it. */
export function createSecretsFile(path: string, content: SecretsFile): boolean {
  return createAtomically(path, secretsText(content), 0o600)
}

/** As it is written. */
export function secretsText(content: SecretsFile): string {
  return `${JSON.stringify(content, null, 2)}\n`
}
