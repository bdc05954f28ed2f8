import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Checksums } from '../artifacts/checksums.js'
import type { Piece } from '../bundle/manifest.js'
import { MANIFEST_FILE, parseManifest } from '../bundle/manifest-text.js'
import { writeAtomically } from '../state/write-atomically.js'

/** Folder that a bundle's file is unpacked to; `sum` is the SHA-256 of its manifest. */
export function bundleFolder(cacheDirectory: string, sum: string): string {
  return join(cacheDirectory, 'bundles', sum.slice(0, 16))
}

/** Pieces of bundles that were opened on this machine before, by content. */
export interface OpenedBundles {
  /** A file that was checked to be this piece. */
  readonly find: (piece: Piece, signal?: AbortSignal) => Promise<string | undefined>
}

export function openedBundles(cacheDirectory: string, known: Checksums): OpenedBundles {
  let index: Promise<ReadonlyMap<string, readonly string[]>> | undefined
  return {
    find: async ({ sha256 }, signal) => {
      index ??= pathsByContent(join(cacheDirectory, 'bundles'))
      for (const path of (await index).get(sha256) ?? []) {
        const file = await known.of(path, signal ? { signal } : {}).catch(() => undefined)
        signal?.throwIfAborted()
        if (file?.sha256 === sha256) return path
      }
      return undefined
    },
  }
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
async function pathsByContent(directory: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const index = new Map<string, string[]>()
  for (const name of await readdir(directory).catch(() => [])) {
    const entry = join(directory, name)
    const folder = name.endsWith(NOTE) ? await readFile(entry, 'utf8').catch(() => entry) : entry
    for (const { sha256, path, inEarlier } of await piecesIn(folder)) {
      if (inEarlier === undefined) index.set(sha256, [...(index.get(sha256) ?? []), join(folder, path)])
    }
  }
  return index
}

async function piecesIn(folder: string): Promise<readonly Piece[]> {
  try {
    return parseManifest(await readFile(join(folder, MANIFEST_FILE), 'utf8'), folder).pieces
  } catch {
    return []
  }
}
