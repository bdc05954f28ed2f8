import { statSync } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { InstallerError, type Problem } from '../errors/problem.js'
import { bundleFault, bundleProblem, orUnreadable } from './bundle-problem.js'

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
export function bundlePlace(path: string): Promise<BundlePlace> {
  return placeAt(path).catch(orUnreadable(path))
}

async function placeAt(path: string): Promise<BundlePlace> {
  const whole = wholeOf(path)
  const found = whole === undefined ? statSync(path, { throwIfNoEntry: false }) : undefined
  if (found === undefined) return await partsOf(whole ?? path)
  if (found.isDirectory()) return { kind: 'folder', folder: await realpath(path) }
  if (found.isFile()) return { kind: 'file', parts: [{ path, size: found.size }], size: found.size }
  throw bundleFault('bundle.not-a-bundle', path, { reason: 'it is neither a file nor a folder' })
}

async function partsOf(whole: string): Promise<BundlePlace> {
  const names = await readdir(dirname(whole))
  const numbers = names.map((name) => partNumber(basename(whole), name) ?? 0)
  const last = Math.max(0, ...numbers)
  if (last === 0) throw bundleFault('bundle.not-there', whole)
  const parts: BundlePart[] = []
  for (let number = 1; number <= last; number++) {
    const path = partName(whole, number)
    const found = numbers.includes(number) ? await stat(path) : undefined
    if (!found?.isFile()) throw bundleFault('bundle.part-missing', whole, { part: basename(path) })
    parts.push({ path, size: found.size })
  }
  const full = fullSize(parts)
  const cut = parts.slice(0, -1).find(({ size }) => size !== full)
  if (cut !== undefined) throw new InstallerError(partCut(whole, cut, full))
  return { kind: 'file', parts, size: parts.reduce((sum, { size }) => sum + size, 0) }
}

/** A bundle that ends early, told by its parts where it has some: which are not there, or which one is too short. */
export function namingParts(
  problems: readonly Problem[],
  place: BundlePlace,
  bundle: string,
): readonly Problem[] {
  const whole = place.kind === 'file' ? wholeOf(place.parts[0]?.path ?? '') : undefined
  if (place.kind !== 'file' || whole === undefined) return problems
  return problems.map((problem) => {
    const { missing } = problem.details
    if (problem.code !== 'bundle.truncated' || typeof missing !== 'number') return problem
    const { parts, size } = place
    const [full, last] = [fullSize(parts), parts.at(-1)]
    const count = Math.ceil((size + missing) / full)
    if (last !== undefined && (parts.length === count || last.size < full))
      return partCut(bundle, last, parts.length === count ? last.size + missing : full)
    const absent = Array.from({ length: count - parts.length }, (_, i) => parts.length + i + 1)
    const names = absent.map((number) => basename(partName(whole, number))).join(', ')
    return bundleProblem('bundle.parts-missing', bundle, { parts: names, count })
  })
}

/** All but the last are of one size. */
function fullSize(parts: readonly BundlePart[]): number {
  return Math.max(...parts.map(({ size }) => size))
}

function partCut(bundle: string, { path, size }: BundlePart, expected: number): Problem {
  return bundleProblem('bundle.part-cut', bundle, { part: basename(path), size, expected })
}

/** Name of a part, counted from 1: `acme.metis.001`. */
export function partName(path: string, number: number): string {
  return `${path}.${String(number).padStart(3, '0')}`
}

/** `acme.metis` of `acme.metis.001`; `undefined` for what would not be taken for a part of a bundle. */
export function wholeOf(path: string): string | undefined {
  return /^(.+)\.\d{3}$/.exec(path)?.[1]
}

/** 1 for `acme.metis.001`, where `whole` is `acme.metis`; `undefined` where it is no part of that one. */
export function partNumber(whole: string, name: string): number | undefined {
  return wholeOf(name) === whole ? Number(name.slice(-3)) : undefined
}
