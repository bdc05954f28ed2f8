import type { Manifest } from '../bundle/manifest.js'
import type { Problem } from '../errors/problem.js'
import type { Signer } from './signature.js'

/**
 * `earlier`: not carried; in a bundle that was opened here before it would be `good`. `truncated`: the file ends in
 * it. `missing` also for what lies behind the place where a file can't be read on.
 */
export type PieceState = 'good' | 'missing' | 'differs' | 'truncated' | 'earlier'

/** What was found out about the pieces of a bundle. */
export interface ReadPieces {
  /** By id; of every piece that the bundle carries. */
  readonly states: ReadonlyMap<string, PieceState>
  /** Paths of files that the manifest does not have. */
  readonly unexpected: readonly string[]
  /** Nothing may be used of a bundle that has errors among them. */
  readonly problems: readonly Problem[]
}

/** What was found out about a bundle whose signature holds. */
export interface Passport extends ReadPieces {
  /** Path that it was asked for by. */
  readonly bundle: string
  readonly kind: 'file' | 'folder'
  /** Bytes of the file with all its parts, or of the pieces in the folder. */
  readonly size: number
  readonly manifest: Manifest
  /** SHA-256 of `manifest.json`. */
  readonly sum: string
  readonly signer: Signer
}

/** Whether the bundle may be used. */
export function isWhole({ problems }: Pick<Passport, 'problems'>): boolean {
  return problems.every(({ severity }) => severity !== 'error')
}
