import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import { bundleFault, unreadableBundle } from './bundle-problem.js'
import { partName, partNumber, wholeOf } from './part-name.js'

/** What a bundle is here. */
export type BundlePlace =
  | { readonly kind: 'file'; readonly parts: readonly BundlePart[]; readonly size: number }
  /** Unpacked; without symbolic links on the way to it. */
  | { readonly kind: 'folder'; readonly folder: string }

export interface BundlePart {
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/**
 * Looks what is at `path`: a bundle, one of its parts, the name that its parts share, or a folder. Throws
 * `bundle.not-there`, `bundle.part-missing`, `bundle.not-a-bundle` or `bundle.unreadable`.
 */
export async function bundlePlace(path: string): Promise<BundlePlace> {
  try {
    const whole = wholeOf(path)
    if (whole !== undefined) return await partsOf(whole)
    const found = await stat(path).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (found === undefined) return await partsOf(path)
    if (found.isDirectory()) return { kind: 'folder', folder: await realpath(path) }
    if (found.isFile()) return { kind: 'file', parts: [{ path, size: found.size }], size: found.size }
  } catch (error) {
    throw unreadableBundle(path, error)
  }
  throw bundleFault('bundle.not-a-bundle', path, { reason: 'it is neither a file nor a folder' })
}

async function partsOf(whole: string): Promise<BundlePlace> {
  const names = await readdir(dirname(whole))
  const numbers = names
    .map((name) => partNumber(basename(whole), name))
    .filter((number) => number !== undefined)
  const last = Math.max(0, ...numbers)
  if (last === 0) throw bundleFault('bundle.not-there', whole)
  const parts: BundlePart[] = []
  for (let number = 1; number <= last; number++) {
    const path = partName(whole, number)
    if (!numbers.includes(number)) throw bundleFault('bundle.part-missing', whole, { part: basename(path) })
    const found = await stat(path)
    if (!found.isFile()) throw bundleFault('bundle.part-missing', whole, { part: basename(path) })
    parts.push({ path: join(path), size: found.size })
  }
  return { kind: 'file', parts, size: parts.reduce((sum, { size }) => sum + size, 0) }
}
