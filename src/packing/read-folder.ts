import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checksums } from '../artifacts/checksums.js'
import { inParallel } from '../artifacts/in-parallel.js'
import type { Manifest, Piece } from '../bundle/manifest.js'
import { MANIFEST_FILE, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import type { Problem } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { bundleFault, orUnreadable, quotedName } from './bundle-problem.js'
import type { PieceState, ReadPieces } from './passport.js'
import { differs, missing, strangers } from './read-pieces.js'

export interface ReadFolderInput {
  readonly folder: string
  readonly manifest: Manifest
  readonly known: Checksums
  readonly signal?: AbortSignal | undefined
  /** Bytes. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** One is read while another is hashed; most are small. */
const FILES_AT_ONCE = 4

/** Node.js looks for modules in it, from every folder below; some file systems tell no case. */
const MODULES = /^node_modules\/?$/i

/** Checks every piece of an unpacked bundle where it lies; `size`: bytes of all of them. Throws `bundle.hostile` for links and devices in it. */
export async function readFolder(input: ReadFolderInput): Promise<ReadPieces & { readonly size: number }> {
  const { folder, manifest, onProgress } = input
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const size = carried.reduce((sum, piece) => sum + piece.size, 0)
  let done = 0
  const tops = new Set(carried.map(({ path }) => path.split('/')[0] ?? path))
  const { files, beside } = await walk(folder, tops)
  const states = new Map<string, PieceState>()
  const problems: Problem[] = []
  const sums = await inParallel(FILES_AT_ONCE, carried, async (piece) => {
    input.signal?.throwIfAborted()
    const found = files.has(piece.path) ? await sumOf(piece, input) : undefined
    done += piece.size
    onProgress?.(done, size)
    return found
  })
  for (const [i, piece] of carried.entries()) {
    const found = sums[i]
    const isGood = found?.sha256 === piece.sha256 && found.size === piece.size
    states.set(piece.id, found === undefined ? 'missing' : isGood ? 'good' : 'differs')
    if (found !== undefined && !isGood) problems.push(differs(folder, piece, found.sha256, found.size))
  }
  const lost = carried.filter(({ id }) => states.get(id) === 'missing')
  const expected = new Set([MANIFEST_FILE, SIGNATURE_FILE, ...carried.map(({ path }) => path)])
  const unexpected = [...files].filter((path) => !expected.has(path))
  problems.push(
    ...missing(folder, lost),
    ...strangers(folder, unexpected),
    ...strangers(
      folder,
      beside.filter((path) => MODULES.test(path)),
    ),
    // Somebody may keep an organisation beside the program.
    ...strangers(
      folder,
      beside.filter((path) => !MODULES.test(path)),
      'warning',
    ),
  )
  return { states, unexpected: [...unexpected, ...beside], problems, size }
}

async function sumOf(piece: Piece, { folder, known, signal }: ReadFolderInput) {
  const path = join(folder, piece.path)
  const { size } = await stat(path).catch(orUnreadable(path))
  // Checksums are kept of files that hold something.
  if (size === 0) return { sha256: sha256(''), size }
  return known.of(path, { signal }).catch(orUnreadable(path))
}

/** Plain files below the tops, as paths in the bundle; and what else lies at the top. No link is followed. */
async function walk(folder: string, tops: ReadonlySet<string>) {
  const files = new Set<string>()
  const beside: string[] = []
  const visit = async (directory: string): Promise<void> => {
    for (const entry of await readdir(join(folder, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`
      const isOwn = directory !== '' || tops.has(path) || path === MANIFEST_FILE || path === SIGNATURE_FILE
      if (!isOwn) beside.push(entry.isDirectory() ? `${path}/` : path)
      else if (entry.isDirectory()) await visit(path)
      else if (entry.isFile()) files.add(path)
      else
        throw bundleFault('bundle.hostile', folder, { entry: quotedName(path), reason: 'a link or a device' })
    }
  }
  await visit('').catch(orUnreadable(folder))
  return { files, beside: beside.sort() }
}
