import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { editYaml, newYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { fault } from '../../errors/problem.js'
import { topologyFile } from '../../org-file/schema.js'
import { readIfThere } from '../../state/files.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { writeAtomically } from '../../state/write-atomically.js'
import { valueAt } from '../../topology/document.js'
import { printable } from '../../ui/text.js'
import type { Draft } from '../../wizard/draft.js'
import { draftFileOf, fileValue } from '../../wizard/file-value.js'
import { completeFolder, MODELINE, writeFailure } from '../organisation/write-organisation.js'

/**
 * Writes the answers as the organisation's folder; nothing where they say what the file says already. A file that is
 * there keeps its comments and order, and its text before the first change lies beside it as `org.yaml.before`; `copied`
 * are the files of which that has been kept already.
 */
export async function writeDraft(
  { folder: directory, file }: Draft,
  isOwn: boolean,
  copied: Set<string>,
): Promise<OrganisationFolder> {
  const folder = organisationFolder(join(directory, 'org.yaml'))
  const value = fileValue(file)
  const before = readIfThere(folder.topology)
  if (before === undefined) {
    await mkdir(directory, { recursive: true }).catch(writeFailure(directory, directory))
    writeAtomically(folder.topology, `${MODELINE}\n${newYaml(value)}`, 0o644)
  } else {
    const found = parseYaml(before, folder.topology).value
    refuseAnother(folder, found, file.organisation, isOwn)
    if (!isDeepStrictEqual(normal(found), value)) {
      if (!copied.has(folder.topology)) writeAtomically(`${folder.topology}.before`, before, 0o644)
      copied.add(folder.topology)
      writeAtomically(folder.topology, changed(before, value) ?? `${MODELINE}\n${newYaml(value)}`, 0o644)
    }
  }
  await completeFolder(folder, { makesSecrets: before === undefined })
  return folder
}

/** The text with the new value, or undefined where the file is too strange to be changed in place. */
function changed(before: string, value: Readonly<Record<string, unknown>>): string | undefined {
  const text = editYaml(before, value)
  return text !== undefined && isDeepStrictEqual(parseYaml(text).value, value) ? text : undefined
}

/**
 * Its secrets and hosts are another's: nothing of them is mixed, also when it happens to have the same name. `isOwn`:
 * these answers came from there, or were written there before.
 */
function refuseAnother(
  { directory, topology }: OrganisationFolder,
  found: unknown,
  organisation: string,
  isOwn: boolean,
): void {
  const name = valueAt(found, ['organisation'])
  if (isOwn && (name === organisation || name === PRESET_ORGANISATION)) return
  const details = { folder: directory, found: printable(String(name ?? '?')), organisation }
  throw fault('command.folder-taken', details, { file: topology })
}

/** What `init` leaves to be filled in. */
const PRESET_ORGANISATION = 'my-organisation'

/** In the short forms that answers are written in; undefined for a file that can't be understood. */
function normal(found: unknown): unknown {
  const parsed = topologyFile.safeParse(found)
  return parsed.success ? fileValue(draftFileOf(found)) : undefined
}
