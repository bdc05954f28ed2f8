import { join, relative, sep } from 'node:path'
import { isBackupPath } from '../../backup/manifest.js'
import type { OrganisationRecord } from '../../record/record.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { namesIn, readIfThere } from '../../state/files.js'
import { readPrivateFile } from '../../state/read-private-file.js'
import { instancesOf } from '../../topology/topology.js'
import { keptRecords } from '../organisation/kept-records.js'
import type { Organisation } from '../organisation/organisation.js'

/** Where in a backup the files of an organisation's folder are, and the generations of its record. */
const FOLDER = 'folder'
const RECORDS = 'record'

/** Text by its path in the backup: the folder as it was applied, its secrets, and what came before as a host keeps it. */
export async function savedFiles(
  { folder, topology, engine }: Organisation,
  applied: OrganisationRecord | undefined,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { body } = applied ?? {}
  const texts = new Map<string, string | undefined>([
    [`${FOLDER}/org.yaml`, body?.file ?? readIfThere(folder.topology)],
    [`${FOLDER}/known_hosts`, body?.hostKeys ?? readIfThere(folder.knownHosts)],
    [`${FOLDER}/applied.jsonl`, applied?.text],
    [`${FOLDER}/secrets.json`, readPrivateFile(folder.secrets)],
  ])
  // What only the folder has: certificates that org.yaml names, and what hosts told that are set up by hand.
  const tls = instancesOf(topology, ADMIN).flatMap(({ tls }) =>
    tls === undefined ? [] : [tls.certificate, tls.key],
  )
  const receipts = namesIn(join(folder.directory, 'receipts')).map((name) => join('receipts', name))
  for (const name of [...tls, ...receipts]) {
    const inside = relative(folder.directory, join(folder.directory, name)).split(sep).join('/')
    const path = `${FOLDER}/${inside}`
    if (isBackupPath(path)) texts.set(path, readIfThere(join(folder.directory, inside)))
  }
  const [first] = hosts
  if (first !== undefined && applied !== undefined) {
    const kept = await keptRecords(await engine.transport(first), first, signal)
    for (const { generation, text } of kept)
      if (generation <= applied.head.generation) texts.set(`${RECORDS}/${generation}.jsonl`, text)
  }
  return new Map([...texts].flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])))
}
