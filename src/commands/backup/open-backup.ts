import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type HostHead, hostHeadOf, isSealedFor } from '../../backup/host-seal.js'
import type { BackupManifest } from '../../backup/manifest.js'
import { type BackupKey, headOf, notABackup, readBackup } from '../../backup/read-backup.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import { namesIn, unreadable } from '../../state/files.js'
import { sealedTextFor, unseal } from '../../state/seal.js'
import { sealedWith } from '../../state/sealed-header.js'
import { parseSecrets, readSecretsFile } from '../../state/secrets-file.js'
import { openSealed, unsealOptionsIn } from '../organisation/unseal-record.js'
import type { Call, Session } from '../program/session.js'

export interface OpenedBackup {
  readonly path: string
  readonly key: BackupKey
  readonly manifest: BackupManifest
  /** Of one that a host has made: the text of `secrets.json` as it was then, where it was opened by that. */
  readonly secrets?: string
}

interface Opening {
  readonly options: Call['options']
  /** `secrets.json` of a folder, which opens what hosts of its organisation have sealed. */
  readonly secretsFile?: string | undefined
  /** The secrets of that time are wanted, whatever the folder has. */
  readonly needsSecrets?: true
}

/** What a backup says of itself, and the key that has opened it: the folder's own, one that is given, or that is asked for. */
async function openBackup(session: Session, path: string, opening: Opening): Promise<OpenedBackup> {
  const head = await hostHeadIn(path)
  if (head !== undefined) return openOfHost(session, path, head, opening)
  const sealed = sealedWith(await headOf(path))
  if (sealed === undefined) throw notABackup(path)
  const known = knownPassphrase(opening.secretsFile)
  return openSealed(
    session,
    { organisation: organisationIn(path), sealedFor: sealed === 'passphrase' ? 'passphrase' : [] },
    { ...unsealOptionsIn(opening.options), known },
    async (key) => ({ path, key, manifest: await readBackup({ path, key, manifestOnly: true }) }),
  )
}

/** All of them, the first one's secrets open the others. Throws `backup.of-other-secrets` where they do not. */
export async function openBackups(
  session: Session,
  [first, ...others]: readonly string[],
  opening: Opening,
): Promise<readonly OpenedBackup[]> {
  if (first === undefined) return []
  const opened = await openBackup(session, first, opening)
  const { key } = opened
  const more: OpenedBackup[] = []
  for (const path of others) {
    const head = await hostHeadIn(path)
    if (head === undefined || !('salt' in key)) throw notABackup(path)
    if (!isSealedFor(head, key.salt))
      throw fault('backup.of-other-secrets', { path, other: first, quoted: shellQuote(path) }, { file: path })
    more.push({ path, key, manifest: await readBackup({ path, key, manifestOnly: true }) })
  }
  return [opened, ...more]
}

async function openOfHost(
  session: Session,
  path: string,
  head: HostHead,
  { options, secretsFile, needsSecrets }: Opening,
): Promise<OpenedBackup> {
  const known = knownSalt(secretsFile)
  const manifestBy = (salt: string) => readBackup({ path, key: { salt }, manifestOnly: true })
  if (needsSecrets !== true && known !== undefined && isSealedFor(head, known))
    return { path, key: { salt: known }, manifest: await manifestBy(known) }
  const { organisation, sealed } = head
  const sealedFor = await sealedTextFor(sealed)
  if (sealedFor === undefined) throw notABackup(path)
  const secrets = await openSealed(
    session,
    { organisation, sealedFor: sealedFor === 'passphrase' ? 'passphrase' : [] },
    { ...unsealOptionsIn(options), known: knownPassphrase(secretsFile) },
    (key) => unseal(sealed, key),
  )
  const { salt } = parseSecrets(secrets, () => notABackup(path))
  return { path, key: { salt }, manifest: await manifestBy(salt), secrets }
}

/** Of a backup that a host has made. Throws `state.file-unreadable`. */
export async function hostHeadIn(path: string): Promise<HostHead | undefined> {
  try {
    return await hostHeadOf(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** What the name of a backup ends with. */
export const BACKUP_SUFFIX = '.metis-backup'
const OF_HOST = /^([a-z][a-z0-9-]{0,30})-(\d{8}T\d{6}Z)-([A-Za-z0-9][A-Za-z0-9_.-]*)\.metis-backup$/

/**
 * The backups that are meant by a path: the file itself; of a folder the newest of each host, the newest of all first, or where no host
 * has made one the newest. Throws `backup.none-there`, `backup.of-several`, `state.file-unreadable`.
 */
export function backupsAt(path: string): readonly string[] {
  if (!isFolder(path)) return [path]
  const names = namesIn(path)
    .filter((name) => name.endsWith(BACKUP_SUFFIX))
    .toSorted()
    .toReversed()
  const ofHosts = names.flatMap((name) => {
    const [, organisation = '', at = '', host = ''] = OF_HOST.exec(name) ?? []
    return host === '' ? [] : [{ name, organisation, at, host }]
  })
  const organisations = [...new Set(ofHosts.map(({ organisation }) => organisation))]
  if (organisations.length > 1)
    throw fault('backup.of-several', { path, organisations: organisations.join(', ') }, { file: path })
  const newest = ofHosts
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .filter(({ host }, at, all) => all.findIndex((one) => one.host === host) === at)
    .map(({ name }) => name)
  const meant = newest.length > 0 ? newest : names.slice(0, 1)
  if (meant.length === 0) throw fault('backup.none-there', { path }, { file: path })
  return meant.map((name) => join(path, name))
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** The recovery passphrase of a folder; undefined where it has none. */
export function knownPassphrase(secretsFile: string | undefined): string | undefined {
  return secretsFile === undefined
    ? undefined
    : readSecretsFile(secretsFile)?.secrets[RECOVERY_PASSPHRASE]?.value
}

/** By which the folder opens what hosts have sealed. */
export function knownSalt(secretsFile: string | undefined): string | undefined {
  return secretsFile === undefined ? undefined : readSecretsFile(secretsFile)?.salt
}

/** As its name says: `acme-20261130T122441Z.metis-backup`. */
function organisationIn(path: string): string {
  return /^([a-z][a-z0-9-]{0,30})-\d{8}T\d{6}Z[.-]/.exec(basename(path))?.[1] ?? basename(path)
}
