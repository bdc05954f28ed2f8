import type { Manifest, Piece } from '../bundle/manifest.js'
import { modeOf } from '../bundle/manifest.js'
import type { Problem } from '../errors/problem.js'
import { END_BYTES, entryBytes, padded } from '../lib/tar.js'
import { bundleFault, bundleProblem, listed } from './bundle-problem.js'
import type { ByteReader } from './byte-reader.js'
import type { PieceState, ReadPieces } from './passport.js'
import { type PieceSink, readPiece } from './read-piece.js'
import { endFault, headerFault, nextEntry, type TarFault } from './tar-entry.js'

export interface ReadPiecesInput {
  /** Behind manifest and signature. */
  readonly reader: ByteReader
  /** Of all that the reader reads. */
  readonly size: number
  readonly manifest: Manifest
  readonly bundle: string
  /** Gets the bytes of a piece while they are checked. Absent: they are only checked. */
  readonly sinkFor?: (piece: Piece) => Promise<PieceSink>
  /** Ids of pieces that are known to be good elsewhere: they are passed over. */
  readonly present?: ReadonlySet<string>
  readonly signal?: AbortSignal
  /** Where the reader is, every few bytes. */
  readonly onPosition?: (position: number) => void
}

/** Reads all pieces once, front to back. Throws `bundle.hostile` at the first entry that no bundle has. */
export async function readPieces(input: ReadPiecesInput): Promise<ReadPieces> {
  const { reader, manifest, bundle, present, signal, onPosition } = input
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const mtime = new Date(manifest.created)
  const byPath = new Map(carried.map((piece) => [piece.path, piece]))
  const states = new Map<string, PieceState>()
  const unexpected: string[] = []
  const problems: Problem[] = []

  const fault = await readAll()
  const rest = carried.filter(({ id }) => !states.has(id))
  for (const { id } of rest) states.set(id, 'missing')
  if (fault !== undefined) problems.push(fault)
  else if (rest.length > 0) problems.push(missing(bundle, rest))
  if (unexpected.length > 0) problems.push(strangers(bundle, unexpected))
  return { states, unexpected, problems }

  /** Resolves with why it can't be read to its end. */
  async function readAll(): Promise<Problem | undefined> {
    for (;;) {
      signal?.throwIfAborted()
      const at = reader.position()
      const entry = await nextEntry(reader)
      if (entry.kind === 'end') {
        const behind = await endFault(reader)
        return behind && told(behind, at)
      }
      if (entry.kind === 'hostile') throw bundleFault('bundle.hostile', bundle, entry)
      if (entry.kind !== 'file') return told(entry, at)
      const piece = byPath.get(entry.path)
      if (piece === undefined) {
        if (leadsOut(entry.path)) throw hostile(entry.path, 'its path leads out of the folder')
        unexpected.push(entry.path)
      } else if (states.has(piece.id)) throw hostile(entry.path, 'it is there twice')
      const changed = piece && headerFault(at, entry.header, { ...entry, mode: modeOf(piece), mtime })
      if (piece !== undefined && changed !== undefined) {
        states.set(piece.id, 'differs')
        return told(changed, at, piece.id)
      }
      if (piece === undefined || present?.has(piece.id)) {
        reader.skip(padded(entry.size))
        if (piece !== undefined) states.set(piece.id, 'good')
        continue
      }
      const ending = await readOne(piece, entry.size)
      if (ending !== undefined) return ending
    }
  }

  async function readOne(piece: Piece, size: number): Promise<Problem | undefined> {
    const start = reader.position()
    const sink = size === piece.size ? await input.sinkFor?.(piece) : undefined
    const found = await readPiece({
      reader,
      size,
      expected: piece,
      ...(sink && { sink }),
      ...(signal && { signal }),
      ...(onPosition && { onPosition }),
    })
    if (found.kind === 'read') {
      const isGood = found.sha256 === piece.sha256 && size === piece.size
      states.set(piece.id, isGood ? 'good' : 'differs')
      if (!isGood) problems.push(differs(bundle, piece, found.sha256, size))
      return undefined
    }
    states.set(piece.id, found.kind === 'truncated' ? 'truncated' : 'differs')
    return told(found, start + padded(size), piece.id)
  }

  /** `reached`: byte behind the last whole entry, or behind the one in which the fault is. */
  function told(fault: TarFault, reached: number, within?: string): Problem {
    const rest = carried.filter(({ id }) => !states.has(id))
    const piece = within ?? rest[0]?.id ?? carried.at(-1)?.id ?? 'manifest.sig'
    if (fault.kind === 'damaged') {
      return bundleProblem('bundle.damaged', bundle, { piece, byte: fault.at, reason: fault.reason })
    }
    const whole = rest.reduce((bytes, { path, size }) => bytes + entryBytes(path, size), reached) + END_BYTES
    return bundleProblem('bundle.truncated', bundle, { piece, size: input.size, missing: whole - input.size })
  }

  function hostile(entry: string, reason: string) {
    return bundleFault('bundle.hostile', bundle, { entry, reason })
  }
}

export function differs(bundle: string, piece: Piece, found: string, foundSize: number): Problem {
  const { id, sha256: expected, size: expectedSize } = piece
  return bundleProblem('bundle.piece-differs', bundle, {
    piece: id,
    expected,
    expectedSize,
    found,
    foundSize,
  })
}

export function missing(bundle: string, pieces: readonly Piece[]): Problem {
  return bundleProblem('bundle.piece-missing', bundle, { pieces: listed(pieces.map(({ id }) => id)) })
}

/** Files that the manifest does not have. */
export function strangers(
  bundle: string,
  paths: readonly string[],
  severity: Problem['severity'] = 'error',
): Problem {
  return bundleProblem('bundle.unexpected', bundle, { files: listed(paths) }, severity)
}

function leadsOut(path: string): boolean {
  return path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')
}
