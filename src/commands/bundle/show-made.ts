import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Manifest, Piece, PieceKind } from '../../bundle/manifest.js'
import { manifestText } from '../../bundle/manifest-text.js'
import { sha256 } from '../../lib/digest.js'
import { shellQuote } from '../../lib/text.js'
import type { SigningKey } from '../../packing/signing-key.js'
import { bytesText } from '../../ui/measure-text.js'
import { table } from '../../ui/table.js'
import { programName } from '../program/program-name.js'
import type { Session } from '../program/session.js'
import { tellTransfer } from './tell-transfer.js'

export interface Made {
  /** One, or its parts. */
  readonly files: readonly string[]
  readonly manifest: Manifest
  readonly key: SigningKey
}

/** What was made: its size beside that of its pieces, what to compare by voice, what to do next. */
export async function showMade(session: Session, { files, manifest, key }: Made): Promise<void> {
  const { say, print, emit, paint } = session
  const written = await sumsOf(session, files)
  const size = written.reduce((sum, file) => sum + file.size, 0)
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const inPieces = bytesIn(carried)
  emit({
    type: 'bundle',
    files: written,
    size,
    pieces: manifest.pieces.length,
    bytesOfPieces: inPieces,
    fingerprint: key.fingerprint,
    manifestSha256: sha256(manifestText(manifest)),
  })
  const shown = written.map((file) => ({
    ...file,
    path: session.shortPath(file.path),
  }))
  const [first] = shown
  const more = inPieces === 0 ? 0 : ((size - inPieces) / inPieces) * 100
  print(
    '',
    paint('done', say('bundle.made', { file: first?.path ?? '', size: bytesText(size) })),
    say('bundle.made.pieces', {
      count: carried.length,
      size: bytesText(inPieces),
      percent: more.toFixed(2),
    }),
    ...contents(session, manifest),
    '',
    say('bundle.sha256'),
    ...shown.map(({ sha256, path }) => `  ${sha256}  ${path}`),
    say(key.isNew ? 'bundle.signed-new' : 'bundle.signed', { path: key.path }),
    paint('strong', `  ${key.fingerprint}`),
    '',
    ...nextSteps(session, first?.path ?? ''),
  )
}

function contents(session: Session, { pieces, systems, release, cpus }: Manifest): string[] {
  const { say, paint, width } = session
  const of = (kind: PieceKind) => pieces.filter((piece) => piece.kind === kind)
  const row = (name: string, some: readonly Piece[], about: string) => {
    const earlier = some.filter(({ inEarlier }) => inEarlier !== undefined)
    const rest = earlier.length === 0 ? '' : say('bundle.in-earlier', { count: earlier.length })
    const carried = some.filter(({ inEarlier }) => inEarlier === undefined)
    return [
      `  ${name}`,
      String(some.length),
      bytesText(bytesIn(carried)),
      [about, rest].filter(Boolean).join(', '),
    ]
  }
  const rows = [
    row(say('bundle.kind.artifacts'), of('artifact'), `${release} ${cpus.join(' + ')}`),
    ...Object.entries(systems).map(([system, { packages }]) =>
      row(
        say('bundle.kind.packages'),
        pieces.filter(({ id }) => packages.includes(id)),
        system,
      ),
    ),
    row('Node.js', of('runtime'), of('runtime')[0]?.version ?? ''),
    row(say('bundle.kind.installer'), of('installer'), session.world.version),
  ]
  const columns = [
    { title: `  ${say('bundle.column.what')}` },
    { title: say('bundle.column.count'), align: 'right' as const },
    { title: say('bundle.column.size'), align: 'right' as const },
    { title: '' },
  ]
  return table(columns, rows, { paint, width })
}

function nextSteps({ say, world }: Session, file: string): string[] {
  const steps = [
    say('bundle.next.compare', { command: `${programName(world.env)} bundle verify ${shellQuote(file)}` }),
    say('bundle.next.carry', { file }),
    say('bundle.next.start', { command: `sh ${shellQuote(basename(file))}` }),
    say('bundle.next.keep'),
  ]
  return [say('bundle.next'), ...steps.map((step, i) => `  ${i + 1}. ${step}`)]
}

function bytesIn(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { size }) => sum + size, 0)
}

/** Reads back what was written. */
async function sumsOf(session: Session, files: readonly string[]) {
  const telling = tellTransfer(session, session.say('bundle.stage.sum'))
  const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  const sums: { path: string; size: number; sha256: string }[] = []
  try {
    for (const [i, path] of files.entries()) {
      const sum = createHash('sha256')
      for await (const chunk of createReadStream(path, {
        highWaterMark: 1024 * 1024,
        signal: session.world.interrupts.stop,
      })) {
        sum.update(chunk)
        done += chunk.length
        telling.whole(done, total)
      }
      sums.push({ path, size: sizes[i] ?? 0, sha256: sum.digest('hex') })
    }
    return sums
  } finally {
    telling.end()
  }
}
