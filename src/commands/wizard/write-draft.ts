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
import { completeFolder, MODELINE, makeDirectory } from '../organisation/write-organisation.js'

/**
 * Writes the answers as the organisation's folder; nothing where they say what the file says already. A file that is
 * there keeps its comments and order, and its text before the first change lies beside it as `org.yaml.before`. Answers that
 * were given up bring back the text that was there for those before.
 */
export async function writeDraft(
  { folder: directory, file }: Draft,
  isOwn: boolean,
  { copied, texts }: WrittenFiles,
): Promise<OrganisationFolder> {
  const folder = organisationFolder(join(directory, 'org.yaml'))
  const value = fileValue(file)
  const before = readIfThere(folder.topology)
  if (before === undefined) {
    makeDirectory(directory)
    writeAtomically(folder.topology, `${MODELINE}\n${newYaml(value)}`, 0o644)
  } else {
    const found = parseYaml(before, folder.topology).value
    refuseAnother(folder, found, file.organisation, isOwn)
    if (!isDeepStrictEqual(normal(found), value)) {
      if (!copied.has(folder.topology)) writeAtomically(`${folder.topology}.before`, before, 0o644)
      copied.add(folder.topology)
      texts.set(keyOf(folder, normal(found)), before)
      const former = texts.get(keyOf(folder, value))
      writeAtomically(
        folder.topology,
        former ?? changed(before, value) ?? `${MODELINE}\n${newYaml(value)}`,
        0o644,
      )
    }
  }
  await completeFolder(folder, { makesSecrets: before === undefined })
  return folder
}

/** What became of files since the program began. */
export interface WrittenFiles {
  /** Paths of those whose text before the first change is kept beside them. */
  readonly copied: Set<string>
  /** Texts that were replaced, by path and value. */
  readonly texts: Map<string, string>
}

function keyOf({ topology }: OrganisationFolder, value: unknown): string {
  return `${topology}\0${JSON.stringify(value)}`
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
