import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { GENERATED_SECRETS } from '../../roles/secret-names.js'
import { makeFolders } from '../../state/files.js'
import type { SecretKind } from '../../state/generate-secret.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { openSecrets } from '../../state/secrets.js'
import { UNVERSIONED } from '../../topology/folder-files.js'
import { schemaText } from '../schema.js'

const SCHEMA_FILE = 'org.schema.json'
/** Editors that know YAML complete and check the file by it. */
export const MODELINE = `# yaml-language-server: $schema=./${SCHEMA_FILE}`

/** Writes `org.yaml` with its schema, `secrets.json` with those that are wanted, and `.gitignore`; the absolute paths of what it wrote. */
export async function writeOrganisation(
  directory: string,
  text: string,
  preset: string,
  wanted: Readonly<Record<string, SecretKind>> = GENERATED_SECRETS,
): Promise<string[]> {
  const folder = organisationFolder(join(directory, 'org.yaml'))
  makeDirectory(directory)
  // First of all, and only if it is not there: whoever comes second must not mix two organisations.
  const path = folder.topology
  await writeFile(path, `${MODELINE}\n${text}`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') return writeFailure(path, directory)(error)
    throw fault('command.exists-already', { path, quoted: shellQuote(path), preset }, { file: path })
  })
  return [path, ...(await completeFolder(folder, { makesSecrets: true }, wanted))]
}

/**
 * What lies beside every `org.yaml`: its schema, `secrets.json` where it is new, and where there is none, `.gitignore`; the absolute paths of
 * what it wrote. An org.yaml that was there may have been applied with secrets that are elsewhere: hosts are asked before any are
 * made. A `.gitignore` that is there is somebody's own: `versionControlProblems` says what it lacks.
 */
export async function completeFolder(
  folder: OrganisationFolder,
  { makesSecrets }: { readonly makesSecrets: boolean },
  wanted: Readonly<Record<string, SecretKind>> = GENERATED_SECRETS,
): Promise<string[]> {
  const { directory } = folder
  const schema = join(directory, SCHEMA_FILE)
  await writeFile(schema, schemaText()).catch(writeFailure(schema, directory))
  // Before there is anything to ignore.
  const gitignore = join(directory, '.gitignore')
  const isOwn = await writeFile(gitignore, `${UNVERSIONED.join('\n')}\n`, { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'EEXIST' && writeFailure(gitignore, directory)(error),
  )
  if (makesSecrets) openSecrets(folder, wanted)
  return [schema, ...(makesSecrets ? [folder.secrets] : []), ...(isOwn ? [gitignore] : [])]
}

/** Where there is none yet. Throws `command.write-failed`. */
export function makeDirectory(path: string): void {
  try {
    makeFolders(path)
  } catch (error) {
    if (error instanceof Error) writeFailure(path, path)(error)
    throw error
  }
}

export function writeFailure(path: string, folder: string) {
  return (error: NodeJS.ErrnoException): never => {
    const details = { path, folder: shellQuote(folder), reason: error.code ?? error.message }
    throw fault('command.write-failed', details, { file: path }, error)
  }
}
