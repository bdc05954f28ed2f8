import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { isSigned, type OrganisationRecord, type RecordBody, type Sign } from '../../record/record.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import { readApplied } from '../../state/applied-record.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { openSecrets } from '../../state/secrets.js'
import { parseSecrets, readSecretsFile } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { type UnsealOptions, unsealSecrets } from '../organisation/unseal-record.js'
import type { Session } from '../program/session.js'

/** The secrets of the folder; undefined where it has none. */
export interface OwnSecrets {
  readonly sign: Sign
  /** As `RecordBody` sums them up. */
  readonly digest: string
  readonly passphrase: string | undefined
}

export function ownSecrets(folder: OrganisationFolder): OwnSecrets | undefined {
  const stored = readSecretsFile(folder.secrets)
  if (stored === undefined) return undefined
  const { content, sign } = openSecrets(folder, {}, { dryRun: true })
  const { [RECOVERY_PASSPHRASE]: passphrase } = stored.secrets
  return { sign, digest: sign(content() ?? ''), passphrase: passphrase?.value }
}

/** Throws `record.applied-by-other-secrets` where others than those of the folder have signed what it has applied. */
export function refuseOtherSecrets(
  { secrets, applied: path }: OrganisationFolder,
  own: OwnSecrets | undefined,
  applied: OrganisationRecord | undefined,
): void {
  if (own === undefined || applied === undefined || isSigned(applied, own.sign)) return
  const quoted = { quoted: shellQuote(path), quotedSecrets: shellQuote(secrets) }
  throw fault('record.applied-by-other-secrets', { path, secrets, ...quoted }, { file: path })
}

/**
 * The text of secrets.json as `record` has it and the key by which the folder signs, for one that has none. Throws what
 * `unsealSecrets` throws; `record.not-signed` also where others than in the record have signed what the folder has applied.
 */
export async function restoredSecrets(
  session: Session,
  folder: OrganisationFolder,
  record: OrganisationRecord,
  options: UnsealOptions,
): Promise<{ readonly secrets: string; readonly sign: Sign }> {
  const secrets = await unsealSecrets(session, record, options)
  const { salt } = parseSecrets(secrets, (reason) => fault('record.damaged', { from: options.from, reason }))
  const sign = signWith(salt)
  const applied = readApplied(folder)
  // Anybody can seal for the public keys of operators, and sign by what is in it.
  if (applied !== undefined && !isSigned(applied, sign))
    throw fault('record.not-signed', { from: options.from, organisation: record.head.organisation })
  return { secrets, sign }
}

interface Changed {
  readonly own: OwnSecrets
  /** What both go on from. */
  readonly base: RecordBody | undefined
  readonly isTheirs: boolean
}

/** The text of secrets.json where somebody else has changed them; undefined where the folder's own stay. Throws `record.both-changed-secrets`. */
export async function changedSecrets(
  session: Session,
  record: OrganisationRecord,
  options: UnsealOptions,
  { own, base, isTheirs }: Changed,
): Promise<string | undefined> {
  const { digest } = record.body.secrets
  const before = base?.secrets.digest
  if (digest === own.digest || (digest === before && !isTheirs)) return undefined
  if (own.digest !== before && !isTheirs) {
    const { organisation, generation, user, machine } = record.head
    throw fault('record.both-changed-secrets', {
      from: options.from,
      organisation,
      generation,
      user,
      machine,
    })
  }
  return unsealSecrets(session, record, { ...options, known: own.passphrase })
}
