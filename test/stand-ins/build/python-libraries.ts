import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { prefixed, readTree, type Tree } from './tree.js'

const PACKAGES = 'usr/lib/python3/dist-packages'

/** Pure-Python libraries of the stand-ins, as Debian carries them. */
export const LIBRARIES = [
  {
    project: 'h2',
    folder: 'h2',
    about: 'h2-4.1.0.egg-info/PKG-INFO',
    needs: ['hpack (>=4.0,<5)', 'hyperframe (>=6.0,<7)'],
  },
  { project: 'hpack', folder: 'hpack', about: 'hpack-4.0.0.egg-info/PKG-INFO', needs: [] },
  { project: 'hyperframe', folder: 'hyperframe', about: 'hyperframe-6.0.0.egg-info/PKG-INFO', needs: [] },
  { project: 'PyYAML', folder: 'yaml', about: 'PyYAML-6.0.dist-info/METADATA', needs: [] },
] as const

export type Library = (typeof LIBRARIES)[number]

export async function readLibrary(library: Library, debian: string): Promise<Tree> {
  return prefixed(library.folder, await readTree(path.join(debian, PACKAGES, library.folder)))
}

export async function libraryVersion(library: Library, debian: string): Promise<string> {
  const about = await readFile(path.join(debian, PACKAGES, library.about), 'utf8')
  const version = /^Version: (\S+)$/m.exec(about)?.[1]
  if (version === undefined) throw new Error(`${library.about} names no version`)
  return version
}

export async function readLibraries(debian: string): Promise<Tree> {
  const trees = await Promise.all(LIBRARIES.map((library) => readLibrary(library, debian)))
  return Object.assign({}, ...trees) as Tree
}
