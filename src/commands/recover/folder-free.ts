import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { readIfThere } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { readSecretsFile } from '../../state/secrets-file.js'
import type { Host } from '../../topology/topology.js'

/**
 * Nothing of an organisation is ever overwritten. Throws `command.organisation-there`, or `command.recovered-already` where it is
 * the one that the host is of. Without `applied.jsonl`, which is written last, a recovery may have been cut off: `requireOnlyOwn`.
 */
export async function requireNoOrganisation(
  { topology: path, applied }: OrganisationFolder,
  { name: from, ssh }: Host,
  presetsDirectory: string,
): Promise<void> {
  if (!existsSync(path) || !existsSync(applied)) return
  const there = await readOrganisation(path, presetsDirectory)
  const isSame =
    there.ok &&
    there.topology.hosts.some((one) => one.ssh.address === ssh.address || one.address === ssh.address)
  throw isThere(isSame ? 'command.recovered-already' : 'command.organisation-there', path, from)
}

/** What a recovery that was cut off has left may stay. Throws `command.organisation-there`, `command.secrets-there`. */
export function requireOnlyOwn(
  { topology: path, secrets }: OrganisationFolder,
  recovered: string,
  content: string,
  from: string,
): void {
  const file = readIfThere(path)
  if (file !== undefined && file !== recovered) throw isThere('command.organisation-there', path, from)
  const there = readSecretsFile(secrets)
  if (there !== undefined && !isDeepStrictEqual(there, JSON.parse(content)))
    throw isThere('command.secrets-there', secrets, from)
}

function isThere(
  code: 'command.organisation-there' | 'command.recovered-already' | 'command.secrets-there',
  path: string,
  from: string,
) {
  return fault(code, { path, quoted: shellQuote(path), from }, { file: path })
}
