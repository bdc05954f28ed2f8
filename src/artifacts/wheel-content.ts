import { type UnzipFileInfo, unzipSync } from 'fflate'
import type { WheelContent } from '../topology/release.js'
import { elfNeedsIn } from './elf-needs.js'
import { projectName } from './package-index.js'

/** What programs ask of a host, and the wheel that they are in. */
export interface WheelNeeds {
  readonly wheel?: WheelContent
  readonly glibc?: string
  readonly libraries: readonly string[]
}

const MOST_TEXT = 4 * 1024 * 1024
/** Of all programs in a wheel together, unpacked. */
const MOST_PROGRAMS = 1024 * 1024 * 1024

/** By what the wheel says of itself, whatever its file is called. Throws what fflate throws for what is no zip. */
export async function readWheel(file: string, zip: Buffer): Promise<WheelNeeds> {
  const about = unzipSync(zip, {
    filter: ({ name, originalSize }) => ABOUT.test(name) && originalSize < MOST_TEXT,
  })
  const textOf = (name: string) => {
    const found = Object.entries(about).find(([path]) => path.endsWith(`.dist-info/${name}`))
    return found === undefined ? '' : Buffer.from(found[1]).toString('utf8')
  }
  const metadata = textOf('METADATA').split(/\r?\n\r?\n/)[0] ?? ''
  const tags = [...textOf('WHEEL').matchAll(/^Tag: *([^-\s]+)-([^-\s]+)-([^-\s]+)/gm)]
  const wheel: WheelContent = {
    file,
    project: projectName(/^Name: *(\S+)/m.exec(metadata)?.[1] ?? ''),
    interpreters: [...new Set(tags.flatMap(([, python = '', abi]) => (abi === 'abi3' ? 'py3' : python)))],
    requires: requiresIn(metadata),
  }
  const platforms = [...new Set(tags.flatMap(([, , , platform]) => platform ?? []))]
  if (platforms.includes('any')) return { wheel, libraries: [] }
  // A promise of who built it; without one, its programs are looked into.
  const promised = oldest(platforms.flatMap((platform) => glibcOf(platform) ?? []))
  return promised === undefined
    ? { wheel, ...(await ofPrograms(zip)) }
    : { wheel, glibc: promised, libraries: [] }
}

const ABOUT = /^[^/]+\.dist-info\/(METADATA|WHEEL)$/
const LIBRARY = /([^/]+\.so(\.\d+)*)$/

/** What is needed only for a marker's sake may not be needed here. */
function requiresIn(metadata: string): string[] {
  const lines = [...metadata.matchAll(/^Requires-Dist: *([A-Za-z0-9._-]+)([^;\n]*)$/gm)]
  return [...new Set(lines.map(([, name = '']) => projectName(name)))]
}

function glibcOf(platform: string): string | undefined {
  const [, version] = /^manylinux_(2_\d+)_x86_64$/.exec(platform) ?? []
  return version?.replace('_', '.') ?? NAMED[platform]
}

const NAMED: Readonly<Record<string, string>> = {
  manylinux1_x86_64: '2.5',
  manylinux2010_x86_64: '2.12',
  manylinux2014_x86_64: '2.17',
}

async function ofPrograms(zip: Buffer): Promise<Omit<WheelNeeds, 'wheel'>> {
  let size = 0
  const isWanted = ({ name, originalSize }: UnzipFileInfo) => {
    if (!LIBRARY.test(name)) return false
    size += originalSize
    return size < MOST_PROGRAMS
  }
  const programs = unzipSync(zip, { filter: isWanted })
  const brought = Object.keys(programs).map((name) => LIBRARY.exec(name)?.[1])
  const needs = await Promise.all(Object.values(programs).map((one) => elfNeedsIn(Buffer.from(one))))
  const versions = needs.flatMap((one) => one?.versions ?? [])
  const glibc = newest(versions.flatMap((name) => /^GLIBC_(\d+\.\d+)/.exec(name)?.[1] ?? []))
  const libraries = needs.flatMap((one) => one?.libraries ?? []).filter((name) => !brought.includes(name))
  return { ...(glibc === undefined ? {} : { glibc }), libraries }
}

/** Of numbers with dots. */
export function newest(versions: readonly string[]): string | undefined {
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
}

function oldest(versions: readonly string[]): string | undefined {
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0]
}
