import type { BackupManifest } from '../../backup/manifest.js'
import { readBackup, textOf } from '../../backup/read-backup.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { LARGEST_RECORD, type OrganisationRecord, parseRecord } from '../../record/record.js'
import { type OpenedBackup, openBackup } from '../backup/open-backup.js'
import type { Call, Session } from '../program/session.js'

export interface WholeBackup extends OpenedBackup {
  readonly record: OrganisationRecord
  /** Text of secrets.json. */
  readonly secrets: string
  /** Other files of the folder, by their path in it. */
  readonly beside: ReadonlyMap<string, string>
}

const IN_FOLDER = 'folder/'
/** The record has what they say. */
const OWN = ['org.yaml', 'known_hosts', 'applied.jsonl', 'secrets.json']

/** Opens a backup, compares every sum in it, and takes out what a folder is made of. Throws `backup.damaged`, `backup.lacks`, and as `unseal` does. */
export async function readWhole(
  session: Session,
  path: string,
  options: Call['options'],
  secretsFile: string,
): Promise<WholeBackup> {
  const { say, note, shortPath, world } = session
  const opened = await openBackup(session, path, options, secretsFile)
  note(say('backup.verifying', { path: shortPath(path) }))
  const texts = new Map<string, string>()
  const manifest: BackupManifest = await readBackup({
    ...{ path, key: opened.key, signal: world.interrupts.stop },
    take: async (entry, bytes) => {
      const isSmall = entry.path.startsWith(IN_FOLDER) && entry.size <= LARGEST_RECORD
      if (isSmall) texts.set(entry.path.slice(IN_FOLDER.length), await textOf(bytes))
      else for await (const _ of bytes);
    },
  })
  const lacks = (entry: string) =>
    fault('backup.lacks', { path, entry, quoted: shellQuote(path) }, { file: path })
  const applied = texts.get('applied.jsonl')
  const secrets = texts.get('secrets.json')
  if (applied === undefined) throw lacks('folder/applied.jsonl')
  if (secrets === undefined) throw lacks('folder/secrets.json')
  const beside = new Map([...texts].filter(([name]) => !OWN.includes(name)))
  return { ...opened, manifest, record: parseRecord(applied, path), secrets, beside }
}
