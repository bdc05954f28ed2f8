import { basename } from 'node:path'
import type { BackupManifest } from '../../backup/manifest.js'
import { headOf, notABackup, readBackup } from '../../backup/read-backup.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import type { OpeningKey } from '../../state/seal.js'
import { sealedWith } from '../../state/sealed-header.js'
import { readSecretsFile } from '../../state/secrets-file.js'
import { openSealed, unsealOptionsIn } from '../organisation/unseal-record.js'
import type { Call, Session } from '../program/session.js'

export interface OpenedBackup {
  readonly path: string
  readonly key: OpeningKey
  readonly manifest: BackupManifest
}

/** What a backup says of itself, and the key that has opened it: the folder's own, one that is given, or that is asked for. */
export async function openBackup(
  session: Session,
  path: string,
  options: Call['options'],
  secretsFile?: string,
): Promise<OpenedBackup> {
  const sealed = sealedWith(await headOf(path))
  if (sealed === undefined) throw notABackup(path)
  const known = knownPassphrase(secretsFile)
  return openSealed(
    session,
    { organisation: organisationIn(path), sealedFor: sealed === 'passphrase' ? 'passphrase' : [] },
    { ...unsealOptionsIn(options), known },
    async (key) => ({ path, key, manifest: await readBackup({ path, key, manifestOnly: true }) }),
  )
}

/** The recovery passphrase of a folder; undefined where it has none. */
export function knownPassphrase(secretsFile: string | undefined): string | undefined {
  return secretsFile === undefined
    ? undefined
    : readSecretsFile(secretsFile)?.secrets[RECOVERY_PASSPHRASE]?.value
}

/** As its name says: `acme-20261130T122441Z.metis-backup`. */
function organisationIn(path: string): string {
  return /^([a-z][a-z0-9-]{0,30})-\d{8}T\d{6}Z\./.exec(basename(path))?.[1] ?? basename(path)
}
