import { dirname } from 'node:path'
import { checksums } from '../../artifacts/checksums.js'
import { inParallel } from '../../artifacts/in-parallel.js'
import { installerFiles } from '../../packing/installer-files.js'
import { siteRuntime } from '../../packing/site-runtime.js'
import type { Session } from '../program/session.js'
import { CONTROL_MACHINE, type LocalPiece, pieceOfFile, pieceOfText } from './local-piece.js'
import { tellTransfer } from './tell-transfer.js'

export interface ProgramInput {
  readonly session: Session
  /** What the operator gave with `--node`. */
  readonly node?: string
  readonly launcher: string
  readonly cacheDirectory: string
  /** For texts, until the bundle is written. */
  readonly folder: string
}

const FILES_AT_ONCE = 16

/** Node.js, this program and its launcher, in that order: where the launcher is whole, so is what it starts. */
export async function programPieces(input: ProgramInput): Promise<LocalPiece[]> {
  const { session, launcher, folder } = input
  const { program, version } = session.world
  const from = `create-metis-node ${version}`
  const files = await installerFiles(dirname(dirname(program)))
  return [
    await runtimePiece(input),
    ...(await inParallel(FILES_AT_ONCE, files, ({ path, local }) =>
      pieceOfFile({ id: `installer/${path}`, kind: 'installer', from }, local),
    )),
    await pieceOfText(
      { id: 'create-metis-node', kind: 'installer', from, executable: true },
      launcher,
      folder,
    ),
  ]
}

async function runtimePiece({ session, node, cacheDirectory }: ProgramInput): Promise<LocalPiece> {
  const telling = tellTransfer(session, 'Node.js')
  const signal = session.world.interrupts.stop
  try {
    const { path, version, from } = await siteRuntime({
      own: session.world.node,
      cacheDirectory,
      signal,
      onBytes: telling.whole,
      ...(node === undefined ? {} : { given: node }),
    })
    const file = await checksums({ cacheDirectory, verify: false, now: session.world.now }).of(path, {
      signal,
    })
    if (file === undefined) throw new Error(`${path} has gone`)
    const about = { ...(version && { version }), for: [CONTROL_MACHINE], from, executable: true } as const
    const { sha256, size } = file
    return {
      piece: { id: 'runtime/node', kind: 'runtime', path: 'runtime/node', sha256, size, ...about },
      local: path,
    }
  } finally {
    telling.end()
  }
}
