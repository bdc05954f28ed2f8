import { createHash } from 'node:crypto'
import type { Manifest, Piece } from '../bundle/manifest.js'
import type { Problem } from '../errors/problem.js'
import { bundleFault, bundleProblem, listed } from './bundle-problem.js'
import type { ByteReader } from './byte-reader.js'
import type { PieceState } from './passport.js'
import { BLOCK, END_BYTES, entryBytes, padded } from './tar-blocks.js'
import { nextEntry, type TarEntry } from './tar-entry.js'

export interface ReadPiecesInput {
  /** Behind manifest and signature. */
  readonly reader: ByteReader
  /** Of all that the reader reads. */
  readonly size: number
  readonly manifest: Manifest
  readonly bundle: string
  /** Gets the bytes of a piece while they are checked; `undefined` for one that need not be read. */
  readonly sinkFor: (piece: Piece) => Promise<PieceSink | undefined>
  readonly signal?: AbortSignal
  /** After every few bytes: where the reader is. */
  readonly onPosition?: (position: number) => void
}

export interface PieceSink {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** `isGood`: what was written is what the manifest says. */
  readonly finish: (isGood: boolean) => Promise<void>
}

export interface ReadPieces {
  /** By id; of every piece that the bundle carries. */
  readonly states: ReadonlyMap<string, PieceState>
  /** Paths that the manifest does not have. */
  readonly unexpected: readonly string[]
  readonly problems: readonly Problem[]
}

/** Reads all pieces once, front to back. Throws `bundle.hostile` at the first entry that no bundle has. */
export async function readPieces(input: ReadPiecesInput): Promise<ReadPieces> {
  const { reader, size, manifest, bundle, sinkFor, signal, onPosition } = input
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const byPath = new Map(carried.map((piece) => [piece.path, piece]))
  const states = new Map<string, PieceState>()
  const unexpected: string[] = []
  const problems: Problem[] = []
  const unseen = () => carried.filter(({ id }) => !states.has(id))
  let last = 'manifest.sig'

  for (;;) {
    signal?.throwIfAborted()
    const at = reader.position()
    const entry = await nextEntry(reader)
    const next = unseen()[0]?.id ?? last
    if (entry.kind === 'hostile') throw bundleFault('bundle.hostile', bundle, entry)
    if (entry.kind === 'damaged') return brokenOff(damaged(entry.at, next, entry.reason))
    if (entry.kind === 'truncated') return brokenOff(truncated(at, next))
    if (entry.kind === 'end') {
      const fault = await faultBehind(reader)
      if (fault === 'truncated') return brokenOff(truncated(at, next))
      if (fault !== undefined) return brokenOff(damaged(reader.position(), next, fault))
      break
    }
    const piece = byPath.get(entry.path)
    if (piece === undefined) {
      if (isUnsafe(entry.path)) throw hostile(entry, 'its path leads out of the folder')
      unexpected.push(entry.path)
      reader.skip(padded(entry.size))
      continue
    }
    if (states.has(piece.id)) throw hostile(entry, 'it is there twice')
    const fault = await readPiece(piece, entry)
    if (fault !== undefined) return brokenOff(fault)
    last = piece.id
  }

  const lost = unseen()
  for (const { id } of lost) states.set(id, 'missing')
  if (lost.length > 0) {
    problems.push(bundleProblem('bundle.piece-missing', bundle, { pieces: listed(lost.map(({ id }) => id)) }))
  }
  return result()

  /** Why it can't be read on behind this piece. */
  async function readPiece(piece: Piece, entry: { size: number; at: number }): Promise<Problem | undefined> {
    const start = reader.position()
    const sink =
      entry.size === piece.size ? await sinkFor(piece) : { write: async () => {}, finish: async () => {} }
    if (sink === undefined) {
      reader.skip(padded(entry.size))
      states.set(piece.id, 'good')
      return reader.position() > size ? truncated(start, piece.id, padded(entry.size)) : undefined
    }
    const sum = createHash('sha256')
    let isGood = false
    try {
      for (let left = entry.size; left > 0; ) {
        const bytes = await reader.take(left)
        signal?.throwIfAborted()
        if (bytes.length === 0) {
          states.set(piece.id, 'truncated')
          return truncated(start, piece.id, padded(entry.size))
        }
        sum.update(bytes)
        await sink.write(bytes)
        left -= bytes.length
        onPosition?.(reader.position())
      }
      const found = sum.digest('hex')
      isGood = found === piece.sha256 && entry.size === piece.size
      states.set(piece.id, isGood ? 'good' : 'differs')
      if (!isGood) problems.push(differs(bundle, piece, found, entry.size))
    } finally {
      await sink.finish(isGood)
    }
    const behind = reader.position()
    const padding = await reader.copy(padded(entry.size) - entry.size)
    if (padding.length < padded(entry.size) - entry.size)
      return truncated(start, piece.id, padded(entry.size))
    const stray = padding.findIndex((byte) => byte !== 0)
    return stray === -1 ? undefined : damaged(behind + stray, piece.id, 'there are bytes behind the piece')
  }

  function truncated(start: number, piece: string, content = 0): Problem {
    const rest = unseen()
      .filter(({ id }) => content === 0 || id !== piece)
      .reduce((sum, { path, size }) => sum + entryBytes(path, size), 0)
    const whole = start + content + rest + END_BYTES
    return bundleProblem('bundle.truncated', bundle, { piece, size, missing: whole - size })
  }

  function damaged(byte: number, piece: string, reason: string): Problem {
    return bundleProblem('bundle.damaged', bundle, { byte, piece, reason })
  }

  function hostile({ path }: Extract<TarEntry, { kind: 'file' }>, reason: string) {
    return bundleFault('bundle.hostile', bundle, { entry: path, reason })
  }

  function brokenOff(problem: Problem): ReadPieces {
    for (const { id } of unseen()) states.set(id, 'missing')
    problems.push(problem)
    return result()
  }

  function result(): ReadPieces {
    if (unexpected.length > 0) {
      problems.push(bundleProblem('bundle.unexpected', bundle, { files: listed(unexpected) }))
    }
    return { states, unexpected, problems }
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

/** The second block of zeros, and nothing after it. */
async function faultBehind(reader: ByteReader): Promise<string | undefined> {
  const block = await reader.copy(BLOCK)
  if (block.length < BLOCK) return 'truncated'
  const more = await reader.take(1)
  const isEnd = more.length === 0 && block.every((byte) => byte === 0)
  return isEnd ? undefined : 'there are bytes behind its end'
}

function isUnsafe(path: string): boolean {
  return path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')
}
