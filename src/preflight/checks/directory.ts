import { problem } from '../../errors/problem.js'
import { type Check, lookedAt } from '../../roles/check.js'
import { roleOfName } from '../../roles/index.js'

/** Made before the first receipt is, so a run that was cut off may have left nothing else. */
const OURS = ['.installed', '.artifacts']
/** A file system of its own has one. */
const HARMLESS = ['lost+found']
const MOST_SHOWN = 5

/** An install directory that holds other people's files, such as somebody's home. */
export const directory: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts }) => {
    const { receipts, record, installDirectory: names = [] } = facts
    const { installDirectory, organisation } = input.topology
    if (receipts.length > 0 || names.some((name) => OURS.includes(name))) return []
    // What a removal has kept, or what was brought from another host before the first apply.
    const foreign = names.filter(
      (name) =>
        roleOfName(name) === undefined &&
        !isBackup(name) &&
        !HARMLESS.includes(name) &&
        !(isAside(name) && record?.organisation === organisation),
    )
    if (foreign.length === 0) return []
    const more = foreign.length > MOST_SHOWN ? ['...'] : []
    const found = [...foreign.slice(0, MOST_SHOWN), ...more].join(', ')
    return [problem('preflight.directory-foreign', { host, directory: installDirectory, found }, { host })]
  })

/** Of a host that has had roles before, and may have them again. */
function isAside(name: string): boolean {
  return name === '.removed' || name.startsWith('.removed/')
}

/** Left by a backup that was cut off. */
function isBackup(name: string): boolean {
  return name.startsWith('.backup')
}
