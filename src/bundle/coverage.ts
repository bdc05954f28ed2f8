import { type Problem, problem } from '../errors/problem.js'
import type { Manifest } from './manifest.js'
import type { WantedPiece } from './wanted-pieces.js'

/** How far a bundle goes for a topology. */
export interface Coverage {
  readonly have: readonly WantedPiece[]
  readonly missing: readonly MissingPiece[]
}

interface MissingPiece {
  readonly wanted: WantedPiece
  /** Packages of a system that is in the bundle, but without these; empty where nothing of it is there. */
  readonly lacks: readonly string[]
}

/** What of the wanted is in the bundle, or in an earlier one that it counts on. */
export function coverage(wanted: readonly WantedPiece[], manifest: Manifest): Coverage {
  const missing = wanted.flatMap((one) => lackOf(one, manifest) ?? [])
  const lacking = new Set(missing.map((one) => one.wanted))
  return { have: wanted.filter((one) => !lacking.has(one)), missing }
}

/** `bundle.incomplete` when something is missing: the bundle is for another topology, or for one that has changed. */
export function coverageProblems({ have, missing }: Coverage, bundle: string): Problem[] {
  if (missing.length === 0) return []
  const pieces = missing.map(({ wanted, lacks }) =>
    lacks.length === 0 ? `  ${wanted.id}` : `  ${wanted.id}: ${lacks.join(', ')}`,
  )
  const counts = { have: have.length, wanted: have.length + missing.length }
  return [problem('bundle.incomplete', { bundle, ...counts, pieces: pieces.join('\n') }, { file: bundle })]
}

function lackOf(wanted: WantedPiece, { pieces, systems }: Manifest): MissingPiece | undefined {
  const nothing = { wanted, lacks: [] }
  switch (wanted.kind) {
    case 'artifact':
      return pieces.some(({ kind, id }) => kind === 'artifact' && id === wanted.id) ? undefined : nothing
    case 'packages': {
      const system = Object.hasOwn(systems, wanted.system) ? systems[wanted.system] : undefined
      if (system === undefined) return nothing
      const lacks = wanted.names.filter((name) => !system.requested.includes(name))
      return lacks.length === 0 ? undefined : { wanted, lacks }
    }
    case 'runtime':
    case 'installer':
      return pieces.some(({ kind }) => kind === wanted.kind) ? undefined : nothing
  }
}
