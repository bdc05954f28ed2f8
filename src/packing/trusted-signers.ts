import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { Problem } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { parsedAs } from '../state/files.js'
import { writeAtomically } from '../state/write-atomically.js'
import { bundleFault, bundleProblem, orUnreadable, orUnwritable } from './bundle-problem.js'
import type { Signer } from './signature.js'
import { sameFingerprint, spokenFingerprint } from './signing-key.js'

const signersFile = z.strictObject({
  version: z.literal(1),
  signers: z.array(
    z.strictObject({
      organisation: z.string(),
      key: z.base64(),
      since: z.iso.datetime(),
      /** When the newest bundle of theirs was made that was used here. */
      newest: z.iso.datetime(),
    }),
  ),
})

type Entry = z.infer<typeof signersFile>['signers'][number]

export interface TrustInput {
  /** The operator's state directory. */
  readonly stateDirectory: string
  /** Path that sentences name. */
  readonly bundle: string
  readonly signer: Signer
  /** When the bundle was made, UTC, ISO 8601. */
  readonly created: string
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
 * is seen first is asked about, and another one for the same organisation stops. Throws `bundle.signer-*`; the warning
 * is of a newer bundle that was used here before: what it mended would come back.
 */
export async function trustSigner(input: TrustInput): Promise<readonly Problem[]> {
  const { bundle, signer, created, organisation = '', demanded, confirm } = input
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
    const fingerprints = ofOrganisation.map((entry) => spokenFingerprint(Buffer.from(entry.key, 'base64')))
    const details = { organisation, known: fingerprints.join(', '), fingerprint }
    throw bundleFault('bundle.signer-changed', bundle, details)
  } else if (!isKnown && !(await confirm(fingerprint))) {
    throw bundleFault('bundle.signer-unconfirmed', bundle, { fingerprint })
  }
  const warnings = olderThan(ofOrganisation, bundle, { created, organisation })
  if (input.onlyLooks === true) return warnings
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(orUnwritable(path))
  remember(path, { organisation, key, since: (input.now?.() ?? new Date()).toISOString(), newest: created })
  return warnings
}

function olderThan(
  known: readonly Entry[],
  bundle: string,
  details: { readonly created: string; readonly organisation: string },
): Problem[] {
  const newest = known.map((entry) => entry.newest).reduce(later, details.created)
  if (newest === details.created) return []
  return [bundleProblem('bundle.older', bundle, { ...details, newest }, 'warning')]
}

function later(one: string, other: string): string {
  return Date.parse(other) > Date.parse(one) ? other : one
}

function read(path: string): readonly Entry[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    return orUnreadable(path)(error)
  }
  return parsedAs(text, signersFile, (reason) => bundleFault('bundle.signers-damaged', path, { reason }))
    .signers
}

/** Reads once more, since a person may have taken their time. */
function remember(path: string, added: Entry): void {
  const known = read(path)
  const isSame = ({ organisation, key }: Entry) => organisation === added.organisation && key === added.key
  const before = known.find(isSame)
  const { since } = before ?? added
  const entry = { ...added, since, newest: later(before?.newest ?? added.newest, added.newest) }
  if (before?.newest === entry.newest) return
  const signers = [...known.filter((one) => !isSame(one)), entry]
  writeAtomically(path, `${JSON.stringify({ version: 1, signers }, null, 1)}\n`, 0o600)
}
