import { basename } from 'node:path'
import { editYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { RecordBody } from '../../record/record.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { ownReleaseTarget } from '../organisation/own-release-target.js'

type Files = Pick<RecordBody, 'file' | 'release'>

/**
 * org.yaml and the release file of one's own that it names. One that lay outside the folder, on the machine that is lost, gets a
 * place beside org.yaml, and org.yaml names it there.
 */
export function releaseBeside(
  folder: OrganisationFolder,
  { file, release }: RecordBody,
): { readonly files: Files; readonly problems: readonly Problem[] } {
  if (release === undefined || isInside(folder, release.path))
    return { files: release === undefined ? { file } : { file, release }, problems: [] }
  const { value } = parseYaml(file)
  const name = basename(release.path.replaceAll('\\', '/')).replace(/^\.+|[^\w.+~-]/g, '_')
  const path = `./${/^(?!org\.).+\.ya?ml$/.test(name) ? name : 'own-release.yaml'}`
  const edited = editYaml(file, { ...(value as Readonly<Record<string, unknown>>), release: path })
  const details = { path: release.path, beside: path }
  return {
    files: { file: edited ?? file, release: { path, text: release.text } },
    problems: [problem('record.release-moved', details, { file: folder.topology }, 'warning')],
  }
}

function isInside(folder: OrganisationFolder, path: string): boolean {
  try {
    ownReleaseTarget(folder, path)
    return true
  } catch (error) {
    if (error instanceof InstallerError) return false
    throw error
  }
}
