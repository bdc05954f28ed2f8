import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, sep } from 'node:path'
import { releaseFile } from '../../catalog/presets.js'
import { fault } from '../../errors/problem.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'

/**
 * Absolute path at which a release file of one's own, which a record names by `path`, is written: somewhere in the organisation's
 * folder, through no link that leaves it. Throws `record.release-outside`.
 */
export function ownReleaseTarget({ directory, topology }: OrganisationFolder, path: string): string {
  const target = releaseFile(path, directory)
  const within = (root: string, file: string) => {
    const way = relative(root, file)
    return way !== '' && !isAbsolute(way) && !way.split(sep).some((part) => part.startsWith('.'))
  }
  const isFine =
    !isAbsolute(path) &&
    within(directory, target) &&
    /\.ya?ml$/.test(target) &&
    target !== topology &&
    (!existsSync(directory) || within(realpathSync(directory), realPlaceOf(target)))
  if (isFine) return target
  throw fault('record.release-outside', { path, folder: directory })
}

/** Where a file is, or would be made. */
function realPlaceOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const parent = dirname(path)
  return parent === path
    ? path
    : `${realPlaceOf(parent)}${sep}${path.slice(parent.length).replace(/^[\\/]+/, '')}`
}
