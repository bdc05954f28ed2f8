import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../state/write-atomically.js'
import { bundleFault, errnoOf, unreadableBundle, unwritableBundle } from './bundle-problem.js'
import { fingerprintOf, sameFingerprint } from './fingerprint.js'
import type { Signer } from './signature.js'

const signersFile = z.strictObject({
  version: z.literal(1),
  signers: z.array(z.strictObject({ organisation: z.string(), key: z.base64(), since: z.iso.datetime() })),
})

type Entry = z.infer<typeof signersFile>['signers'][number]

export interface TrustInput {
  /** The operator's state directory. */
  readonly stateDirectory: string
  /** Path that sentences name. */
  readonly bundle: string
  readonly signer: Signer
  /** Of the topology that is installed, or else of the bundle; absent for a bundle made from a preset. */
  readonly organisation?: string
  /** Fingerprint that the operator demands: `--bundle-key`. It alone decides. */
  readonly demanded?: string
  /** Asks a person who compares the fingerprint by voice; resolves with false where nobody can be asked. */
  readonly confirm: (fingerprint: string) => Promise<boolean>
  /** Nothing is used yet: nobody is known from then on who was not before. */
  readonly onlyLooks?: boolean
  readonly now?: () => Date
}

/**
 * Resolves for a signer who is known or was confirmed just now, and is known from then on, unless it `onlyLooks`. Like SSH's known hosts: who
 * is seen first is asked about, and another one for the same organisation stops. Throws `bundle.signer-*`.
 */
export async function trustSigner(input: TrustInput): Promise<void> {
  const { bundle, signer, organisation = '', demanded, confirm } = input
  const { key, fingerprint } = signer
  const path = join(input.stateDirectory, 'bundle-signers.json')
  const known = read(path)
  const ofOrganisation = known.filter((entry) => organisation !== '' && entry.organisation === organisation)
  const isKnown = known.some((entry) => entry.key === key)
  if (demanded !== undefined) {
    if (!sameFingerprint(demanded, fingerprint)) {
      throw bundleFault('bundle.signer-not-demanded', bundle, { demanded, fingerprint })
    }
  } else if (ofOrganisation.length > 0 && !ofOrganisation.some((entry) => entry.key === key)) {
    const fingerprints = ofOrganisation.map((entry) => fingerprintOf(Buffer.from(entry.key, 'base64')))
    const details = { organisation, known: fingerprints.join(', '), fingerprint }
    throw bundleFault('bundle.signer-changed', bundle, details)
  } else if (!isKnown && !(await confirm(fingerprint))) {
    throw bundleFault('bundle.signer-unconfirmed', bundle, { fingerprint })
  }
  if (input.onlyLooks === true) return
  remember(path, { organisation, key, since: (input.now?.() ?? new Date()).toISOString() })
}

function read(path: string): readonly Entry[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw unreadableBundle(path, error)
  }
  const parsed = signersFile.safeParse(jsonIn(text))
  if (parsed.success) return parsed.data.signers
  const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw bundleFault('bundle.signers-damaged', path, { reason })
}

/** Reads once more, since a person may have taken their time. */
function remember(path: string, added: Entry): void {
  const known = read(path)
  if (known.some(({ organisation, key }) => organisation === added.organisation && key === added.key)) return
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritableBundle(path, error)
  }
  writeAtomically(path, `${JSON.stringify({ version: 1, signers: [...known, added] }, null, 1)}\n`, 0o600)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
