import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import { unreadable } from './files.js'
import { watchFolder } from './watch-folder.js'

export interface FollowOptions {
  /** Whether nobody will write to the file any more: asked before each look, so that its last words are read. */
  readonly isOver: () => boolean
  /** Ends the following; whoever writes goes on. */
  readonly signal: AbortSignal
}

/**
 * Whole lines of a file that grows, from its beginning, some at a time. A file that is not there yet is waited for,
 * one that was cut or replaced is read from its beginning again; a last line without an end is left out.
 */
export async function* followFile(
  path: string,
  { isOver, signal }: FollowOptions,
): AsyncGenerator<readonly string[]> {
  const changes = watchFolder(dirname(path), signal)
  const lines = lineReader(path)
  try {
    while (!signal.aborted) {
      const isLastLook = isOver()
      for await (const some of lines()) {
        if (signal.aborted) return
        yield some
      }
      if (isLastLook) return
      await changes.next()
    }
  } finally {
    changes.close()
  }
}

const CHUNK_BYTES = 256 * 1024
const NEWLINE = 0x0a

/** Each call reads what has come since the one before. */
function lineReader(path: string): () => AsyncGenerator<readonly string[]> {
  let file: number | undefined
  let offset = 0
  let rest = Buffer.alloc(0)
  return async function* read() {
    const handle = await openIfThere(path)
    if (handle === undefined) return
    try {
      const { ino, size } = await handle.stat()
      if (ino !== file || size < offset) {
        file = ino
        offset = 0
        rest = Buffer.alloc(0)
      }
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, offset)
        if (bytesRead === 0) return
        offset += bytesRead
        const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
        const end = bytes.lastIndexOf(NEWLINE)
        rest = bytes.subarray(end + 1)
        if (end !== -1) yield bytes.toString('utf8', 0, end).split('\n')
      }
    } catch (error) {
      throw unreadable(path, error)
    } finally {
      await handle.close()
    }
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
}
