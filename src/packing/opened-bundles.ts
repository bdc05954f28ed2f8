import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Checksums } from '../artifacts/checksums.js'
import type { Manifest, Piece } from '../bundle/manifest.js'
import { MANIFEST_FILE, parseManifest } from '../bundle/manifest-text.js'
import { groupBy } from '../lib/group-by.js'
import { writeAtomically } from '../state/write-atomically.js'
import { bundleProblem, listed } from './bundle-problem.js'
import type { PieceState } from './passport.js'

/** Folder that a bundle's file is unpacked to; `sum` is the SHA-256 of its manifest. */
export function bundleFolder(cacheDirectory: string, sum: string): string {
  return join(cacheDirectory, 'bundles', sum.slice(0, 16))
}

/** Where the pieces are that a bundle does not carry, by id: in bundles that were opened on this machine before. */
export async function earlierPieces(
  bundle: string,
  manifest: Manifest,
  {
    cacheDirectory,
    known,
    signal,
  }: { cacheDirectory: string; known: Checksums; signal?: AbortSignal | undefined },
) {
  const wanted = manifest.pieces.filter(({ inEarlier }) => inEarlier !== undefined)
  const opened = wanted.length === 0 ? [] : await openedPieces(join(cacheDirectory, 'bundles'))
  const byContent = groupBy(opened, ({ sha256 }) => sha256)
  const files = new Map<string, string>()
  for (const { id, sha256 } of wanted) {
    for (const { path } of byContent.get(sha256) ?? []) {
      const file = await known.of(path, { signal }).catch(() => undefined)
      signal?.throwIfAborted()
      if (file?.sha256 !== sha256) continue
      files.set(id, path)
      break
    }
  }
  const states = wanted.map(({ id }): [string, PieceState] => [id, files.has(id) ? 'good' : 'earlier'])
  const lacking = groupBy(
    wanted.filter(({ id }) => !files.has(id)),
    ({ inEarlier = '' }) => inEarlier.slice(0, 16),
  )
  const problems = [...lacking].map(([earlier, pieces]) =>
    bundleProblem('bundle.earlier-needed', bundle, { earlier, pieces: listed(pieces.map(({ id }) => id)) }),
  )
  return { states: new Map(states), files, problems }
}

/** Notes where a bundle lies that is used in a folder of its own. A cache that can't be written costs no correctness. */
export async function rememberFolder(cacheDirectory: string, sum: string, folder: string): Promise<void> {
  const note = `${bundleFolder(cacheDirectory, sum)}${NOTE}`
  try {
    await mkdir(dirname(note), { recursive: true, mode: 0o700 })
    writeAtomically(note, folder, 0o644)
  } catch {}
}

const NOTE = '.folder'

/** What the manifests say; whether it is so is asked of the files. */
async function openedPieces(directory: string): Promise<Piece[]> {
  const found: Piece[] = []
  for (const name of await readdir(directory).catch(() => [])) {
    const entry = join(directory, name)
    const folder = name.endsWith(NOTE) ? await readFile(entry, 'utf8').catch(() => entry) : entry
    for (const piece of await piecesIn(folder)) {
      if (piece.inEarlier === undefined) found.push({ ...piece, path: join(folder, piece.path) })
    }
  }
  return found
}

async function piecesIn(folder: string): Promise<readonly Piece[]> {
  try {
    return parseManifest(await readFile(join(folder, MANIFEST_FILE), 'utf8'), folder).pieces
  } catch {
    return []
  }
}
