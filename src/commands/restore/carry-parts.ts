import type { BackupPart } from '../../backup/manifest.js'
import { readBackup, type Take } from '../../backup/read-backup.js'
import { packedDirectory, removePackedCommand } from '../../planner/backup/pack.js'
import { packedDirectoryCommand } from '../../planner/backup/unpack.js'
import { jobFor } from '../../transports/errand.js'
import { bytesText } from '../../ui/measure-text.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'
import type { WholeBackup } from './read-whole.js'

/** Brings parts of a backup to their hosts, root's alone: straight from the sealed file, so that no disk here has them in clear. */
export async function carryParts(
  session: Session,
  { engine, topology }: Organisation,
  { sources }: WholeBackup,
  parts: readonly BackupPart[],
): Promise<void> {
  const { say, note, world } = session
  const { stop: signal } = world.interrupts
  const directory = packedDirectory(topology)
  const make = jobFor({ kind: 'make-packed', directory }, packedDirectoryCommand(topology))
  for (const host of new Set(parts.map((one) => one.host)))
    await (await engine.transport(host)).run(make, { signal })
  const take: Take = async (entry, bytes) => {
    const part = parts.find((one) => one.path === entry.path)
    if (part === undefined) {
      for await (const _ of bytes);
      return
    }
    const { host, name, sha256, size } = part
    note(say('restore.carrying', { name, host, bytes: bytesText(size) }))
    const transport = await engine.transport(host)
    await transport.upload({ path: `${directory}/${name}`, sha256, size, source: bytes }, { signal })
  }
  for (const { path, key } of sources) await readBackup({ path, key, signal, take })
}

export async function removeCarried(
  { engine, topology }: Organisation,
  hosts: readonly string[],
): Promise<void> {
  const job = jobFor(
    { kind: 'remove-packed', directory: packedDirectory(topology) },
    removePackedCommand(topology),
  )
  await Promise.all(hosts.map(async (host) => (await engine.transport(host)).run(job)))
}
