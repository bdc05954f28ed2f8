import type { BackupManifest, BackupPart } from '../../backup/manifest.js'
import { readBackup, textOf } from '../../backup/read-backup.js'
import { readOrganisationText } from '../../catalog/read-organisation.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { isSigned, LARGEST_RECORD, type OrganisationRecord, parseRecord } from '../../record/record.js'
import { serviceOf } from '../../roles/index.js'
import { unseal } from '../../state/seal.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import type { Instance } from '../../topology/topology.js'
import { backupsAt, type OpenedBackup, openBackups } from '../backup/open-backup.js'
import { unsealOptionsIn, unsealSecrets } from '../organisation/unseal-record.js'
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
  const [newest, ...others] = read.toSorted((a, b) => b.record.head.generation - a.record.head.generation)
  if (newest === undefined) throw lacks(path, 'folder/applied.jsonl')
  const secrets = await secretsOf(session, newest, options)
  const { salt } = parseSecrets(secrets, () => lacks(path, 'folder/secrets.json'))
  for (const { record } of [newest, ...others])
    if (!isSigned(record, signWith(salt)))
      throw fault('record.not-signed', { from: path, organisation: record.head.organisation })
  const manifest = { ...newest.manifest, parts: partsThatCount([newest, ...others]) }
  const beside = filesThatCount([newest, ...others])
  return { path, manifest, sources, record: newest.record, secrets, beside }
}

interface OneRead extends Pick<WholeBackup, 'manifest' | 'record' | 'beside'> {
  readonly source: OpenedBackup
  /** As the record's org.yaml has them; none where this version can't read that. */
  readonly instances: readonly Instance[]
  /** Text of secrets.json, of one that has it beside its record. */
  readonly secrets: string | undefined
}

/** Those of that record, by what has opened the others; a passphrase that was rotated since does not. */
async function secretsOf(session: Session, { source, record, secrets }: OneRead, options: Call['options']) {
  const { path, opensSecrets } = source
  if (secrets !== undefined) return secrets
  if (opensSecrets === undefined) throw lacks(path, 'folder/secrets.json')
  try {
    return await unseal(record.body.secrets.sealed, opensSecrets)
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    return unsealSecrets(session, record, { ...unsealOptionsIn(options), from: path })
  }
}

/**
 * The parts of all, the newest first, without what a host has of an instance that was elsewhere by then: where a newer one's record
 * places it on that other host alone, with what it had there.
 */
function partsThatCount(read: readonly OneRead[]): BackupPart[] {
  const all = read.flatMap(({ manifest, record, instances }) =>
    manifest.parts.map((part) => ({
      part,
      generation: record.head.generation,
      hosts: instances.flatMap(({ name, host }) => (name === part.instance ? [host] : [])),
    })),
  )
  const hasMoved = ({ generation, part: { host, instance, name } }: (typeof all)[number]) =>
    all.some(
      ({ part, hosts, ...other }) =>
        part.instance === instance &&
        part.name === name &&
        other.generation >= generation &&
        hosts.includes(part.host) &&
        !hosts.includes(host),
    )
  return all.filter((one) => !hasMoved(one)).map(({ part }) => part)
}

/** The newest of each; of what a host has made those that belong to its instances: it could have put any other into the folder. */
function filesThatCount(read: readonly OneRead[]): ReadonlyMap<string, string> {
  const counting = read.map(({ source, manifest, instances, beside }) => {
    if (!isOfHost(source)) return beside
    const own = instances.filter(({ host }) => host === manifest.machine)
    const names = own.flatMap((one) => Object.keys(serviceOf(one).ofFolder?.(one) ?? {}))
    return new Map([...beside].filter(([name]) => names.includes(name)))
  })
  return new Map(counting.toReversed().flatMap((files) => [...files]))
}

function isOfHost({ key }: OpenedBackup): boolean {
  return 'salt' in key
}

async function readOne(session: Session, source: OpenedBackup): Promise<OneRead> {
  const { path, key } = source
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
  const record = parseRecord(applied, path)
  const { file, release: own } = record.body
  const { presetsDirectory } = world
  const parsed = await readOrganisationText(file, { from: path, own, presetsDirectory })
  const instances = parsed.ok ? parsed.topology.instances : []
  const secrets = isOfHost(source) ? undefined : texts.get('secrets.json')
  return { source, manifest, record, instances, beside, secrets }
}

function lacks(path: string, entry: string) {
  return fault('backup.lacks', { path, entry, quoted: shellQuote(path) }, { file: path })
}
