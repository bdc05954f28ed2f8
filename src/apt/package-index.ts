import { posix } from 'node:path'
import { parseRelations, type Relation } from './relations.js'
import { type Stanza, stanzas } from './stanzas.js'

/** One package of an archive's index. */
export interface DebPackage {
  readonly name: string
  readonly version: string
  readonly architecture: 'amd64' | 'all'
  /** `Pre-Depends` and `Depends`, not parsed: most packages are never asked. */
  readonly depends: string
  /** `Conflicts` and `Breaks`, not parsed. */
  readonly conflicts: string
  /** Names that it stands for, some with a version (`=`). */
  readonly provides: readonly Relation[]
  /** `required` before `important` before `standard` before the rest: which of several providers is usual. */
  readonly rank: number
  /** Address of the `.deb`. */
  readonly address: string
  /** `nginx_1.22.1-9_amd64.deb` */
  readonly fileName: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/**
 * Reads an archive's `Packages`. `base`: address that its file names start at, with a slash at the end. Entries
 * that are not whole, lead out of the archive or are for other machines are left out.
 */
export function parsePackages(text: string, base: string): DebPackage[] {
  return Array.from(stanzas(text), (stanza) => packageOf(stanza, base)).filter((one) => one !== undefined)
}

const PRIORITIES = ['required', 'important', 'standard']

function packageOf(stanza: Stanza, base: string): DebPackage | undefined {
  const field = (name: string) => stanza.get(name) ?? ''
  const fields = (...names: string[]) => names.flatMap((name) => field(name) || []).join(', ')
  const [name, version, architecture] = [field('package'), field('version'), field('architecture')]
  const [path, sha256, size] = [field('filename'), field('sha256'), Number(field('size'))]
  if (architecture !== 'amd64' && architecture !== 'all') return undefined
  if (!/^[a-z0-9][a-z0-9+.-]+$/.test(name) || !/^\d[\w.+~:-]*$/.test(version)) return undefined
  if (!isFilePath(path) || !/^[0-9a-f]{64}$/.test(sha256) || !Number.isSafeInteger(size) || size < 1)
    return undefined
  const place = PRIORITIES.indexOf(field('priority'))
  return {
    name,
    version,
    architecture,
    depends: fields('pre-depends', 'depends'),
    conflicts: fields('conflicts', 'breaks'),
    provides: parseRelations(field('provides')).flat(),
    rank: place < 0 ? PRIORITIES.length : place,
    address: `${base}${path}`,
    fileName: posix.basename(path),
    sha256,
    size,
  }
}

/** Below the archive's top, and no name that could mean something to a shell or a list of sources. */
function isFilePath(path: string): boolean {
  return (
    /^[A-Za-z0-9][\w./+~:-]*\.deb$/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '..' && part !== '.')
  )
}
