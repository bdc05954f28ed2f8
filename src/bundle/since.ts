import type { Manifest, Piece } from './manifest.js'

/**
 * The pieces of a bundle that is carried to where an earlier one was opened: what that one holds, by content, is named
 * and not carried. The installer, Node.js and documents are always carried, since a bundle must start by itself.
 * `earlierSum` is the SHA-256 of the earlier `manifest.json`.
 */
export function piecesSince(pieces: readonly Piece[], earlier: Manifest, earlierSum: string): Piece[] {
  // What the earlier one did not carry itself lies in the one that it names.
  const holders = new Map(earlier.pieces.map(({ sha256, inEarlier }) => [sha256, inEarlier ?? earlierSum]))
  return pieces.map((piece) => {
    const inEarlier = holders.get(piece.sha256)
    if (inEarlier === undefined || (piece.kind !== 'artifact' && piece.kind !== 'package')) return piece
    return { ...piece, inEarlier }
  })
}

/** SHA-256 of the `manifest.json` of every bundle that this one counts on. */
export function earlierBundles({ pieces }: Pick<Manifest, 'pieces'>): string[] {
  return [...new Set(pieces.flatMap(({ inEarlier }) => inEarlier ?? []))]
}
