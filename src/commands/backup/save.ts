import { rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import {
  BACKUP_VERSION,
  type BackupManifest,
  type BackupPart,
  SECRETS,
  signManifest,
} from '../../backup/manifest.js'
import type { BackupEntry } from '../../backup/read-backup.js'
import { writeBackup } from '../../backup/write-backup.js'
import { sha256 } from '../../lib/digest.js'
import type { KeptPart } from '../../planner/backup/kept-part.js'
import { packedCommand, packedDirectory, removePackedCommand } from '../../planner/backup/pack.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import { readApplied } from '../../state/applied-record.js'
import { namesIn } from '../../state/files.js'
import { thisProcess } from '../../state/process-identity.js'
import type { SealingKey } from '../../state/seal.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import { jobFor } from '../../transports/errand.js'
import { bytesText } from '../../ui/measure-text.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'
import { BACKUP_SUFFIX } from './open-backup.js'
import { savedFiles } from './saved-files.js'

interface Saving {
  /** What was packed on the hosts, as far as there was any. */
  readonly parts: readonly KeptPart[]
  readonly withData: boolean
  /** Folder that gets the backup. */
  readonly to: string
}

export interface Saved {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly manifest: BackupManifest
}

/**
 * Fetches what is packed on the hosts into one sealed file, with what the folder has, reads it back, and tells of it. Undefined where
 * nothing was packed. What is packed is removed again, whatever happens.
 */
export async function saveBackup(
  session: Session,
  organisation: Organisation,
  { parts, withData, to }: Saving,
): Promise<Saved | undefined> {
  const { world, say, note, print, emit } = session
  const { stop: signal } = world.interrupts
  const { topology, release, folder } = organisation
  const hosts = [...new Set(parts.map(({ host }) => host))]
  try {
    const packed = (
      await Promise.all(hosts.map((host) => packedOn(organisation, host, parts, signal)))
    ).flat()
    if (packed.length === 0) return undefined
    const applied = readApplied(folder)
    const texts = await savedFiles(organisation, applied, hosts, signal)
    const now = world.now().toISOString()
    const path = join(
      to,
      `${topology.organisation}-${now.slice(0, 19).replace(/[-:]/g, '')}Z${BACKUP_SUFFIX}`,
    )
    const { user, host: machine } = thisProcess()
    const unsigned = {
      version: BACKUP_VERSION as typeof BACKUP_VERSION,
      organisation: topology.organisation,
      id: applied?.head.id ?? '',
      generation: applied?.head.generation ?? 0,
      ...{ release: release.id, program: world.version, at: now, user, machine, withData },
      files: [...texts].map(([name, text]) => ({
        ...{ path: name, size: Buffer.byteLength(text), sha256: sha256(text) },
      })),
      parts: packed,
    }
    const secrets = texts.get(SECRETS)
    const manifest = secrets === undefined ? unsigned : signManifest(unsigned, signWith(saltIn(secrets)))
    removeUnfinished(to, topology.organisation)
    session.tellStage('backing-up', topology.organisation)
    note(say('backup.writing', { path: session.shortPath(path) }))
    const contentOf = (entry: BackupEntry) =>
      'host' in entry ? fetched(organisation, entry, signal) : [Buffer.from(texts.get(entry.path) ?? '')]
    const onWritten = () => note(say('backup.reading-back'))
    await writeBackup({ path, lock: lockOf(organisation), manifest, contentOf, signal, onWritten })
    const { size } = await stat(path)
    emit({ type: 'backup', path, bytes: size, organisation: topology.organisation, withData })
    print(
      say('backup.saved', { path: session.shortPath(path), bytes: bytesText(size), parts: packed.length }),
    )
    return { path, size, manifest }
  } finally {
    await Promise.all(hosts.map((host) => removePacked(organisation, host).catch(() => {})))
  }
}

function saltIn(secrets: string): string {
  return parseSecrets(secrets, (reason) => new Error(reason)).salt
}

/** What a program that was killed has left of a backup of this organisation, which nobody else takes at this time. */
function removeUnfinished(folder: string, organisation: string): void {
  for (const name of namesIn(folder))
    if (isOf(name.replace(/\.partial$/, ''), organisation) && name.endsWith('.partial'))
      rmSync(join(folder, name), { force: true })
}

/** Whether a file has the name of a backup of that organisation. */
export function isOf(name: string, organisation: string): boolean {
  return name.startsWith(`${organisation}-`) && NAME.test(name.slice(organisation.length + 1))
}

const NAME = /^\d{8}T\d{6}Z\.metis-backup$/

function lockOf({ topology, secrets }: Organisation): SealingKey {
  if (topology.operators === undefined) return { passphrase: secrets(RECOVERY_PASSPHRASE) }
  return { recipients: topology.operators.map(({ key }) => key) }
}

/** The parts that were packed there, with what the host says of each. */
async function packedOn(
  { engine, topology }: Organisation,
  host: string,
  parts: readonly KeptPart[],
  signal: AbortSignal,
): Promise<BackupPart[]> {
  const directory = packedDirectory(topology)
  const job = jobFor({ kind: 'packed', directory }, packedCommand(topology))
  const { output } = await (await engine.transport(host)).run(job, {
    raw: true,
    changesNothing: true,
    signal,
  })
  return output.split('\n').flatMap((line): BackupPart[] => {
    const [, name, sum = '', size, rows] = /^(\S+) ([0-9a-f]{64}) (\d{1,15}) (\d{1,15})$/.exec(line) ?? []
    const part = parts.find((one) => one.host === host && one.name === name)
    if (part === undefined) return []
    const { instance, kind, what, paths, database } = part
    return [
      {
        path: `hosts/${host}/${part.name}`,
        ...{
          size: Number(size),
          sha256: sum,
          host,
          instance,
          kind,
          what,
          name: part.name,
          paths: [...paths],
        },
        ...(database === undefined ? {} : { database }),
        rows: Number(rows),
      },
    ]
  })
}

/** The bytes of a part as they come from its host. */
async function* fetched(
  { engine, topology }: Organisation,
  { host, name }: BackupPart,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const transport = await engine.transport(host)
  const through = new PassThrough()
  const ended = new AbortController()
  const arriving = transport
    .download(`${packedDirectory(topology)}/${name}`, through, {
      signal: AbortSignal.any([signal, ended.signal]),
    })
    .catch((error: unknown) => {
      through.destroy(error instanceof Error ? error : new Error(String(error)))
      throw error
    })
  arriving.catch(() => undefined)
  try {
    yield* through as AsyncIterable<Buffer>
    await arriving
  } finally {
    ended.abort()
  }
}

async function removePacked({ engine, topology }: Organisation, host: string): Promise<void> {
  const directory = packedDirectory(topology)
  const transport = await engine.transport(host)
  await transport.run(jobFor({ kind: 'remove-packed', directory }, removePackedCommand(topology)))
}
