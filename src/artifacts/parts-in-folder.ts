import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { InstallerError } from '../errors/problem.js'
import type { Artifact, ArtifactPart } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import { membersOf, unpackMember } from './unpack-member.js'

export interface FolderInput {
  readonly artifact: Artifact
  readonly parts: readonly ArtifactPart[]
  readonly known: Checksums
  readonly cacheDirectory: string
  readonly signal?: AbortSignal | undefined
}

export interface InFolder {
  /** By checksum. */
  readonly parts: ReadonlyMap<string, CheckedFile>
  /** Files with the name of a part that are something else, by that name. */
  readonly others: ReadonlyMap<string, CheckedFile>
}

/** A whole disk may be named: what lies deeper, or behind so many, is not looked at. */
const DEEPEST = 6
const MOST_FILES = 50_000

/** Parts that lie anywhere below a folder, or in zip files there, by their content: whatever they are called. */
export async function partsInFolder(folder: string, input: FolderInput): Promise<InFolder> {
  const { parts, known, signal } = input
  const wanted = new Map(parts.map((part) => [part.sha256, part]))
  const sizes = new Set(parts.map(({ size }) => size))
  const names = new Set(parts.map(({ file }) => file))
  const found = new Map<string, CheckedFile>()
  const others = new Map<string, CheckedFile>()
  for (const path of await filesBelow(folder)) {
    signal?.throwIfAborted()
    const size = await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
    const isZip = path.toLowerCase().endsWith('.zip')
    if (!isZip && !sizes.has(size) && !names.has(basename(path))) continue
    const file = await readable(known.of(path, { signal }))
    if (file === undefined) continue
    for (const one of isZip ? await partsIn(file, sizes, input) : [file]) {
      if (wanted.has(one.sha256)) found.set(one.sha256, one)
      else if (names.has(basename(one.path))) others.set(basename(one.path), one)
    }
  }
  return { parts: found, others }
}

/** A zip file that is given itself is all there is. */
async function filesBelow(folder: string): Promise<string[]> {
  if (folder.toLowerCase().endsWith('.zip')) return [folder]
  const files: string[] = []
  const folders = [{ path: folder, depth: 0 }]
  for (const { path, depth } of folders) {
    const entries = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => [])
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const each = join(path, entry.name)
      if (entry.isDirectory() && depth < DEEPEST) folders.push({ path: each, depth: depth + 1 })
      else if (!entry.isDirectory()) files.push(each)
      if (files.length + folders.length >= MOST_FILES) return files
    }
  }
  return files
}

/** Those that could be parts by their size, unpacked into the cache. */
async function partsIn(zip: CheckedFile, sizes: ReadonlySet<number>, input: FolderInput) {
  const listed = (await readable(membersOf(zip))) ?? []
  const members: CheckedFile[] = []
  for (const { name: member } of listed.filter(({ size }) => sizes.has(size))) {
    const report = () => undefined
    const unpacked = await readable(unpackMember({ ...input, zip, member, report }))
    if (unpacked !== undefined) members.push(unpacked)
  }
  return members
}

/** What can't be read there is nothing that was found. */
async function readable<T>(file: Promise<T>): Promise<T | undefined> {
  try {
    return await file
  } catch (error) {
    if (error instanceof InstallerError) return undefined
    throw error
  }
}
