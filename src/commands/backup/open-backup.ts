import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type HostHead, hostHeadOf, isSealedFor } from '../../backup/host-seal.js'
import type { BackupManifest } from '../../backup/manifest.js'
import { type BackupKey, headOf, notABackup, readBackup } from '../../backup/read-backup.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import { namesIn, unreadable } from '../../state/files.js'
import { type OpeningKey, sealedTextFor, unseal } from '../../state/seal.js'
import { sealedWith } from '../../state/sealed-header.js'
import { parseSecrets, readSecretsFile } from '../../state/secrets-file.js'
import { openSealed, unsealOptionsIn } from '../organisation/unseal-record.js'
import type { Call, Session } from '../program/session.js'

export interface OpenedBackup {
  readonly path: string
  readonly key: BackupKey
  readonly manifest: BackupManifest
  /** What opens the secrets of the records in it, where it was opened by secrets that a host has sealed. */
  readonly opensSecrets?: OpeningKey
}

interface Opening {
  readonly options: Call['options']
  /** `secrets.json` of a folder, which opens what hosts of its organisation have sealed. */
  readonly secretsFile?: string | undefined
  /** The secrets of that time are wanted, whatever the folder has. */
  readonly needsSecrets?: true
}

interface OfHost {
  readonly path: string
  readonly head: HostHead
}

/**
 * What backups say of themselves, and the key that has opened them: the folder's own, one that is given, or that is asked for. Of what hosts
 * have made there may be several, of the same secrets. Throws `backup.of-other-secrets` where they are not.
 */
export async function openBackups(
  session: Session,
  paths: readonly string[],
  opening: Opening,
): Promise<readonly OpenedBackup[]> {
  const made: OfHost[] = []
  for (const path of paths) {
    const head = await hostHeadIn(path)
    if (head !== undefined) made.push({ path, head })
    else if (paths.length > 1) throw notABackup(path)
    else return [await openFetched(session, path, opening)]
  }
  const { salt, by, opensSecrets } = await openSecretsOf(session, made, opening)
  const opened: OpenedBackup[] = []
  for (const { path, head } of made) {
    if (!isSealedFor(head, salt))
      throw fault('backup.of-other-secrets', { path, other: by, quoted: shellQuote(path) }, { file: path })
    const key = { salt }
    const manifest = await readBackup({ path, key, manifestOnly: true })
    opened.push({ path, key, manifest, ...(opensSecrets && { opensSecrets }) })
  }
  return opened
}

async function openFetched(session: Session, path: string, opening: Opening): Promise<OpenedBackup> {
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

/** The salt of the secrets that hosts have sealed for, by which of them it was found, and what has opened them where the folder did not. */
async function openSecretsOf(
  session: Session,
  made: readonly OfHost[],
  { options, secretsFile, needsSecrets }: Opening,
): Promise<{ readonly salt: string; readonly by: string; readonly opensSecrets?: OpeningKey }> {
  const [first] = made
  if (first === undefined) throw new Error('no backup')
  const known = knownSalt(secretsFile)
  if (needsSecrets !== true && known !== undefined && isSealedFor(first.head, known))
    return { salt: known, by: first.path }
  const sealedFor = await sealedTextFor(first.head.sealed)
  if (sealedFor === undefined) throw notABackup(first.path)
  return openSealed(
    session,
    { organisation: first.head.organisation, sealedFor: sealedFor === 'passphrase' ? 'passphrase' : [] },
    { ...unsealOptionsIn(options), known: knownPassphrase(secretsFile) },
    (key) => openAnyOf(made, key),
  )
}

/** A host that was away while the passphrase was rotated has sealed for the former one. Throws what the first one's failure is where none opens. */
async function openAnyOf(made: readonly OfHost[], key: OpeningKey) {
  const refused: InstallerError[] = []
  const differing = made.filter(
    ({ head }, at) => made.findIndex((one) => one.head.sealed === head.sealed) === at,
  )
  for (const { path, head } of differing)
    try {
      const { salt } = parseSecrets(await unseal(head.sealed, key), () => notABackup(path))
      return { salt, by: path, opensSecrets: key }
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      refused.push(error)
    }
  throw refused[0]
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
/** The same of one that a host has made: organisation, time, host. */
export const OF_HOST = /^([a-z][a-z0-9-]{0,30})-(\d{8}T\d{6}Z)-([A-Za-z0-9][A-Za-z0-9_.-]*)\.metis-backup$/

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
  const organisations = [...new Set(ofHosts(names).map(({ organisation }) => organisation))]
  if (organisations.length > 1)
    throw fault('backup.of-several', { path, organisations: organisations.join(', ') }, { file: path })
  const newest = newestOfHosts(names)
  const meant = newest.length > 0 ? newest : names.slice(0, 1)
  if (meant.length === 0) throw fault('backup.none-there', { path }, { file: path })
  return meant.map((name) => join(path, name))
}

/** Of those names the newest of each host, the newest of all first. */
export function newestOfHosts(names: readonly string[]): string[] {
  return ofHosts(names)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .filter(({ host }, at, all) => all.findIndex((one) => one.host === host) === at)
    .map(({ name }) => name)
}

function ofHosts(names: readonly string[]) {
  return names.flatMap((name) => {
    const [, organisation = '', at = '', host = ''] = OF_HOST.exec(name) ?? []
    return host === '' ? [] : [{ name, organisation, at, host }]
  })
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
