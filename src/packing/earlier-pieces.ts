import type { Manifest } from '../bundle/manifest.js'
import type { Problem } from '../errors/problem.js'
import { bundleProblem, listed } from './bundle-problem.js'
import type { OpenedBundles } from './opened-bundles.js'
import type { PieceState } from './passport.js'

/** Where the pieces are that the bundle does not carry, by id. */
export async function earlierPieces(
  bundle: string,
  { pieces }: Manifest,
  opened: OpenedBundles,
  signal?: AbortSignal,
): Promise<{ states: Map<string, PieceState>; files: Map<string, string>; problems: Problem[] }> {
  const files = new Map<string, string>()
  const states = new Map<string, PieceState>()
  const lacking = new Map<string, string[]>()
  for (const piece of pieces) {
    if (piece.inEarlier === undefined) continue
    const path = await opened.find(piece, signal)
    states.set(piece.id, path === undefined ? 'earlier' : 'good')
    if (path === undefined) {
      lacking.set(piece.inEarlier, [...(lacking.get(piece.inEarlier) ?? []), piece.id])
    } else files.set(piece.id, path)
  }
  const problems = [...lacking].map(([earlier, ids]) =>
    bundleProblem('bundle.earlier-needed', bundle, { earlier: earlier.slice(0, 16), pieces: listed(ids) }),
  )
  return { states, files, problems }
}
