import { createHash } from 'node:crypto'
import { padded } from '../lib/tar.js'
import type { ByteReader } from './byte-reader.js'
import { paddingFault, type TarFault } from './tar-entry.js'

export interface PieceSink {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** `isGood`: what was written is what the manifest says. */
  readonly finish: (isGood: boolean) => Promise<void>
}

export interface ReadPieceInput {
  /** At the first byte of the content. */
  readonly reader: ByteReader
  /** Bytes that the archive says it has. */
  readonly size: number
  readonly expected: { readonly sha256: string; readonly size: number }
  readonly sink?: PieceSink
  readonly signal?: AbortSignal
  readonly onPosition?: (position: number) => void
}

/** SHA-256 of the content, or why it can't be read to its end. */
export type ReadPiece = { readonly kind: 'read'; readonly sha256: string } | TarFault

/** Reads the content of a piece once, with the zeros that fill its last block. */
export async function readPiece(input: ReadPieceInput): Promise<ReadPiece> {
  const { reader, size, expected, sink, signal, onPosition } = input
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
      onPosition?.(reader.position())
    }
    const sha256 = sum.digest('hex')
    isGood = sha256 === expected.sha256 && size === expected.size
    return (await paddingFault(reader, padded(size) - size)) ?? { kind: 'read', sha256 }
  } finally {
    await sink?.finish(isGood)
  }
}
