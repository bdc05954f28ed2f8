import { type Problem, problem } from '../../errors/problem.js'
import { type FileSystemOf, SYSTEM_PLACES } from '../../facts/file-systems.js'
import { groupBy } from '../../lib/group-by.js'
import { type Check, type CheckInput, type LookedAt, lookedAt } from '../../roles/check.js'
import { missingPackages } from '../carried.js'
import { inGib } from '../host-size.js'

/** MariaDB, nginx and a Java runtime with all that they bring along: MiB, by where they go. */
const PACKAGES_MIB: Readonly<Record<string, number>> = {
  [SYSTEM_PLACES.programs]: 512,
  [SYSTEM_PLACES.packageCache]: 256,
  [SYSTEM_PLACES.packageLists]: 64,
  [SYSTEM_PLACES.database]: 192,
}
/** Files of an unpacked Python with what it needs. */
const OWN_FILES = 15_000
const PACKAGES_FILES: Readonly<Record<string, number>> = {
  [SYSTEM_PLACES.programs]: 8000,
  [SYSTEM_PLACES.packageLists]: 1000,
}

/** Whether what is to be written and executed can be, as its file systems are mounted, and files made in such a number. */
export const fileSystems: Check = (input) =>
  lookedAt(input).flatMap((one) => {
    const places = one.facts.fileSystems ?? []
    const written = places.filter(({ path }) => isWritten(path, input, one))
    return [
      ...written.flatMap((place) => asMounted(place, input, one)),
      ...[...groupBy(written, ({ mount }) => mount)].flatMap(([mount, together]) =>
        fewFiles(mount, together, input, one),
      ),
    ]
  })

/** MiB that OS packages need on the file system of the install directory, or on all others: all of it where nothing is known of them. */
export function packagesMib({ fileSystems: places = [] }: LookedAt['facts'], directory: string): number {
  const mount = places.find(({ path }) => path === directory)?.mount
  return Object.entries(PACKAGES_MIB)
    .filter(([path]) => (places.find((place) => place.path === path)?.mount ?? mount) === mount)
    .reduce((sum, [, mib]) => sum + mib, 0)
}

/** File systems of their own that have no room for the OS packages. */
export function packagesWithoutRoom(input: CheckInput, one: LookedAt): Problem[] {
  if (missingPackages(input, one).length === 0) return []
  const { name: host } = one.host
  const places = one.facts.fileSystems ?? []
  const own = places.find(({ path }) => path === input.topology.installDirectory)?.mount
  const others = places.filter(({ mount, path }) => mount !== own && path in PACKAGES_MIB)
  return [...groupBy(others, ({ mount }) => mount)].flatMap(([mount, together]) => {
    const freeMib = Math.min(...together.map((place) => place.freeMib))
    const needed = together.reduce((sum, { path }) => sum + (PACKAGES_MIB[path] ?? 0), 0)
    if (freeMib >= needed) return []
    const details = { host, mount, paths: pathsOf(together), free: inGib(freeMib), needed: inGib(needed) }
    return [problem('preflight.packages-no-room', details, { host })]
  })
}

function isWritten(path: string, input: CheckInput, one: LookedAt): boolean {
  if (path === input.topology.installDirectory || path === SYSTEM_PLACES.units) return true
  return path === SYSTEM_PLACES.temporary || missingPackages(input, one).length > 0
}

function asMounted(
  { path, mount, options }: FileSystemOf,
  { topology }: CheckInput,
  { host: { name: host } }: LookedAt,
): Problem[] {
  const details = { host, path, mount }
  return [
    ...(options.includes('ro') ? [problem('preflight.read-only', details, { host })] : []),
    // Programs of packages are below /usr; of ours, below the install directory.
    ...(options.includes('noexec') && [topology.installDirectory, SYSTEM_PLACES.programs].includes(path)
      ? [problem('preflight.no-exec', details, { host })]
      : []),
  ]
}

function fewFiles(
  mount: string,
  together: readonly FileSystemOf[],
  { topology }: CheckInput,
  { host: { name: host }, facts: { receipts } }: LookedAt,
): Problem[] {
  const free = together[0]?.freeFiles
  const needed = together.reduce(
    (sum, { path }) => sum + (path === topology.installDirectory ? OWN_FILES : (PACKAGES_FILES[path] ?? 0)),
    0,
  )
  // What is installed already takes few more.
  if (free === undefined || receipts.length > 0 || free >= needed) return []
  return [problem('preflight.few-files', { host, mount, paths: pathsOf(together), free, needed }, { host })]
}

function pathsOf(together: readonly FileSystemOf[]): string {
  return together.map(({ path }) => path).join(', ')
}
