import { InstallerError, problem } from '../errors/problem.js'
import type { ArmoredKey } from './read-archives.js'

/**
 * The text that one of the keys has signed in an `InRelease`, and nothing that stands around it. Throws
 * `apt.not-signed`, or `apt.key-differs` for a key that is not the one its fingerprint tells of.
 */
export async function signedText(
  inRelease: string,
  { keys, address, now }: { keys: readonly ArmoredKey[]; address: string; now: Date },
): Promise<string> {
  const { readCleartextMessage, readKey, verify } = await import('openpgp')
  const verificationKeys = await Promise.all(
    keys.map(async ({ file, fingerprint, armored }) => {
      const key = await readKey({ armoredKey: armored })
      const found = key.getFingerprint().toUpperCase()
      if (found === fingerprint) return key
      throw new InstallerError(problem('apt.key-differs', { file, expected: fingerprint, found }))
    }),
  )
  const refusal = (reason: string, cause?: unknown) => {
    const known = keys.map(({ fingerprint }) => fingerprint).join(', ')
    return new InstallerError(problem('apt.not-signed', { address, reason, known }), { cause })
  }
  try {
    const message = await readCleartextMessage({ cleartextMessage: inRelease })
    const { data, signatures } = await verify({ message, verificationKeys, date: now })
    const outcomes = await Promise.allSettled(signatures.map(({ verified }) => verified))
    if (outcomes.some(({ status }) => status === 'fulfilled')) return data
    const reasons = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? messageOf(outcome.reason) : '',
    )
    throw refusal(reasons.join('; '))
  } catch (error) {
    throw error instanceof InstallerError ? error : refusal(messageOf(error), error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
