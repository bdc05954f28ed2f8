import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Zippable, zipSync } from 'fflate'

/** File contents by path relative to the tree's root, sorted. */
export type Tree = Record<string, Uint8Array>

/** Reads a folder. Bytecode and compiled modules stay out: what is packed must run on any Python 3. */
export async function readTree(folder: string): Promise<Tree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() && !/\.(pyc|so)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))])),
  )
}

export function prefixed(prefix: string, tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, content]) => [`${prefix}/${name}`, content]))
}

/** The same tree always gives the same bytes, so that a pinned checksum outlives a rebuild. */
export function zip(tree: Tree): Uint8Array {
  const files: Zippable = { ...tree }
  return zipSync(files, { mtime: new Date(1990, 0, 1), level: 9 })
}
