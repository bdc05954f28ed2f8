import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Piece, PieceKind } from '../../bundle/manifest.js'

/** A piece of a bundle that is being made, and its file on this machine. */
export interface LocalPiece {
  readonly piece: Piece
  readonly local: string
}

/** Who asks for what no role does. */
export const CONTROL_MACHINE = 'control machine'

export interface SmallPiece {
  readonly id: string
  readonly kind: PieceKind
  readonly from: string
  readonly executable?: true
}

/** A small file of the program's own, at the place in the bundle that its id says. */
export async function pieceOfFile(
  { id, kind, from, executable }: SmallPiece,
  local: string,
): Promise<LocalPiece> {
  const bytes = await readFile(local)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const rest = { sha256, size: bytes.length, for: [CONTROL_MACHINE], from }
  return { piece: { id, kind, path: id, ...(executable && { executable }), ...rest }, local }
}

/** A text that is made for this bundle alone; it lies in `folder` until the bundle is written. */
export async function pieceOfText(of: SmallPiece, text: string, folder: string): Promise<LocalPiece> {
  const local = join(folder, of.id.replaceAll('/', '_'))
  await writeFile(local, text)
  return pieceOfFile(of, local)
}
