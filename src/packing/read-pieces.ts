import { createHash } from 'node:crypto'
import { type Manifest, modeOf, type Piece } from '../bundle/manifest.js'
import type { Problem } from '../errors/problem.js'
import { END_BYTES, entryBytes, padded } from '../lib/tar.js'
import { bundleFault, bundleProblem, listed } from './bundle-problem.js'
import type { ByteReader } from './byte-reader.js'
import type { PieceState, ReadPieces } from './passport.js'
import { endFault, headerFault, nextEntry, paddingFault, type TarFault } from './tar-entry.js'

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
  readonly signal?: AbortSignal | undefined
  /** Bytes of all that the reader reads, every few of them. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface PieceSink {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** `isGood`: what was written is what the manifest says. */
  readonly finish: (isGood: boolean) => Promise<void>
}

/** Reads all pieces once, front to back. Throws `bundle.hostile` at the first entry that no bundle has. */
export async function readPieces(input: ReadPiecesInput): Promise<ReadPieces> {
  const { reader, manifest, bundle, present, signal } = input
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const mtime = new Date(manifest.created)
  const byPath = new Map(carried.map((piece) => [piece.path, piece]))
  const states = new Map<string, PieceState>()
  const unexpected: string[] = []
  const problems: Problem[] = []

  const fault = await readAll()
  const rest = carried.filter(({ id }) => !states.has(id))
  for (const { id } of rest) states.set(id, 'missing')
  problems.push(...(fault === undefined ? missing(bundle, rest) : [fault]), ...strangers(bundle, unexpected))
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
    const found = await readContent(input, piece, size)
    if (typeof found === 'string') {
      const isGood = found === piece.sha256 && size === piece.size
      states.set(piece.id, isGood ? 'good' : 'differs')
      if (!isGood) problems.push(differs(bundle, piece, found, size))
      return undefined
    }
    states.set(piece.id, found.kind === 'truncated' ? 'truncated' : 'differs')
    return told(found, start + padded(size), piece.id)
  }

  /** `reached`: byte behind the last whole entry, or behind the one in which the fault is. */
  function told(fault: TarFault, reached: number, within?: string): Problem {
    const rest = carried.filter(({ id }) => !states.has(id))
    const piece = within ?? rest[0]?.id ?? carried.at(-1)?.id ?? 'manifest.sig'
    const whole = rest.reduce((bytes, { path, size }) => bytes + entryBytes(path, size), reached) + END_BYTES
    return faultIn(piece, fault, bundle, { size: input.size, missing: whole - input.size })
  }

  function hostile(entry: string, reason: string) {
    return bundleFault('bundle.hostile', bundle, { entry, reason })
  }
}

/**
 * Reads the content of a piece once, with the zeros that fill its last block: its SHA-256, or why it can't be read to
 * its end. `size`: bytes that the archive says it has.
 */
async function readContent(
  { reader, size: total, sinkFor, signal, onProgress }: ReadPiecesInput,
  piece: Piece,
  size: number,
): Promise<string | TarFault> {
  const sink = size === piece.size ? await sinkFor?.(piece) : undefined
  const sum = createHash('sha256')
  let isGood = false
  try {
    for (let left = size; left > 0; ) {
      const bytes = await reader.take(left)
      signal?.throwIfAborted()
      if (bytes.length === 0) return { kind: 'truncated' }
      sum.update(bytes)
      await sink?.write(bytes)
      left -= bytes.length
      onProgress?.(reader.position(), total)
    }
    const sha256 = sum.digest('hex')
    isGood = sha256 === piece.sha256 && size === piece.size
    return (await paddingFault(reader, padded(size) - size)) ?? sha256
  } finally {
    await sink?.finish(isGood)
  }
}

/** Why a bundle can't be read on in this piece; `end`: its bytes, and how many more there should be. */
export function faultIn(
  piece: string,
  fault: TarFault,
  bundle: string,
  end: { readonly size: number; readonly missing: number | string },
): Problem {
  return fault.kind === 'damaged'
    ? bundleProblem('bundle.damaged', bundle, { piece, byte: fault.at, reason: fault.reason })
    : bundleProblem('bundle.truncated', bundle, { piece, ...end })
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

export function missing(bundle: string, pieces: readonly Piece[]): Problem[] {
  if (pieces.length === 0) return []
  return [bundleProblem('bundle.piece-missing', bundle, { pieces: listed(pieces.map(({ id }) => id)) })]
}

/** Files that the manifest does not have. */
export function strangers(
  bundle: string,
  paths: readonly string[],
  severity: Problem['severity'] = 'error',
): Problem[] {
  if (paths.length === 0) return []
  return [bundleProblem('bundle.unexpected', bundle, { files: listed(paths) }, severity)]
}

function leadsOut(path: string): boolean {
  return path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')
}
