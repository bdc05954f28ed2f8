import type { BackupManifest } from '../../backup/manifest.js'
import { readBackup, textOf } from '../../backup/read-backup.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { isSigned, LARGEST_RECORD, type OrganisationRecord, parseRecord } from '../../record/record.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { backupsAt, type OpenedBackup, openBackups } from '../backup/open-backup.js'
import type { Call, Session } from '../program/session.js'

export interface WholeBackup {
  /** As it was meant: a file, or the folder of what hosts have made. */
  readonly path: string
  /** Of all together. */
  readonly manifest: BackupManifest
  readonly sources: readonly OpenedBackup[]
  readonly record: OrganisationRecord
  /** Text of secrets.json. */
  readonly secrets: string
  /** Other files of the folder, by their path in it. */
  readonly beside: ReadonlyMap<string, string>
}

const IN_FOLDER = 'folder/'
/** The record has what they say. */
const OWN = ['org.yaml', 'known_hosts', 'applied.jsonl', 'secrets.json']

/**
 * Opens a backup, or what each host of an organisation has made last, compares every sum in it, and takes out what a folder is made of.
 * Throws `backup.damaged`, `backup.lacks`, `record.not-signed`, and as `openBackups` does.
 */
export async function readWhole(
  session: Session,
  path: string,
  options: Call['options'],
  secretsFile: string,
): Promise<WholeBackup> {
  const sources = await openBackups(session, backupsAt(path), { options, secretsFile, needsSecrets: true })
  const read: OneRead[] = []
  for (const source of sources) read.push(await readOne(session, source))
  // The last that was applied, and of these the last that was made.
  const [newest] = read.toSorted((a, b) => b.record.head.generation - a.record.head.generation)
  const secrets = newest?.secrets ?? sources[0]?.secrets
  if (newest === undefined || secrets === undefined) throw lacks(path, 'folder/secrets.json')
  const { record, beside } = newest
  const { salt } = parseSecrets(secrets, () => lacks(path, 'folder/secrets.json'))
  if (!isSigned(record, signWith(salt)))
    throw fault('record.not-signed', { from: path, organisation: record.head.organisation })
  const parts = read.flatMap(({ manifest }) => manifest.parts)
  return { path, manifest: { ...newest.manifest, parts }, sources, record, secrets, beside }
}

interface OneRead extends Pick<WholeBackup, 'manifest' | 'record' | 'beside'> {
  readonly secrets: string | undefined
}

async function readOne(session: Session, { path, key, secrets }: OpenedBackup): Promise<OneRead> {
  const { say, note, shortPath, world } = session
  note(say('backup.verifying', { path: shortPath(path) }))
  const texts = new Map<string, string>()
  const manifest = await readBackup({
    ...{ path, key, signal: world.interrupts.stop },
    take: async (entry, bytes) => {
      const isSmall = entry.path.startsWith(IN_FOLDER) && entry.size <= LARGEST_RECORD
      if (isSmall) texts.set(entry.path.slice(IN_FOLDER.length), await textOf(bytes))
      else for await (const _ of bytes);
    },
  })
  const applied = texts.get('applied.jsonl')
  if (applied === undefined) throw lacks(path, 'folder/applied.jsonl')
  const beside = new Map([...texts].filter(([name]) => !OWN.includes(name)))
  return {
    manifest,
    record: parseRecord(applied, path),
    beside,
    secrets: texts.get('secrets.json') ?? secrets,
  }
}

function lacks(path: string, entry: string) {
  return fault('backup.lacks', { path, entry, quoted: shellQuote(path) }, { file: path })
}
