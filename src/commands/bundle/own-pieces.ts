import { hash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checksums } from '../../artifacts/checksums.js'
import { inParallel } from '../../artifacts/in-parallel.js'
import { type Manifest, ORGANISATION_FILE, ORGANISATION_PINS, type Piece } from '../../bundle/manifest.js'
import { ownReleasePiece } from '../../bundle/own-release.js'
import { sbomOf } from '../../bundle/sbom.js'
import { installerFiles } from '../../packing/installer-files.js'
import { installerLibraries } from '../../packing/installer-libraries.js'
import { siteRuntime } from '../../packing/site-runtime.js'
import type { Pins } from '../../topology/release.js'
import type { Order } from './order.js'
import { tellTransfer } from './tell-transfer.js'

/** A piece of a bundle that is being made, and its file on this machine. */
export interface LocalPiece {
  readonly piece: Piece
  readonly local: string
}

/** Who asks for what no role does. */
const CONTROL_MACHINE = 'control machine'
const FILES_AT_ONCE = 16

/** Node.js, this program and its launcher, in that order: where the launcher is whole, so is what it starts. */
export async function programPieces(order: Order, launcher: string): Promise<LocalPiece[]> {
  const { program, version } = order.session.world
  const about = { kind: 'installer', from: `create-metis-node ${version}` } as const
  const files = await installerFiles(dirname(dirname(program)))
  return [
    await runtimePiece(order),
    ...(await inParallel(FILES_AT_ONCE, files, ({ path, local }) =>
      pieceOfFile({ id: `installer/${path}`, ...about }, local),
    )),
    await pieceOfText({ id: 'create-metis-node', ...about, executable: true }, launcher, order.folder),
  ]
}

async function runtimePiece({ session, options, cacheDirectory }: Order): Promise<LocalPiece> {
  const { world } = session
  const telling = tellTransfer(session, 'Node.js')
  const signal = world.interrupts.stop
  const { path, version, from } = await siteRuntime({
    own: world.node,
    cacheDirectory,
    signal,
    onBytes: telling.whole,
    ...(options.node === undefined ? {} : { given: options.node }),
  }).finally(telling.end)
  const known = checksums({ cacheDirectory, verify: false, now: world.now })
  const file = await known.of(path, { signal })
  if (file === undefined) throw new Error(`${path} has gone`)
  const { sha256, size } = file
  const about = { ...(version && { version }), for: [CONTROL_MACHINE], from, executable: true } as const
  return {
    piece: { id: 'runtime/node', kind: 'runtime', path: 'runtime/node', sha256, size, ...about },
    local: path,
  }
}

export interface DocumentsInput {
  readonly about: Omit<Manifest, 'pieces'>
  /** All pieces but documents. */
  readonly pieces: readonly LocalPiece[]
  readonly fingerprint: string
  /** Checksums of artifacts that the organisation knows, those of now among them. */
  readonly pins: Pins
}

/** What is read by people: the organisation's file, where to begin, and the list of all software. */
export async function documentPieces(order: Order, input: DocumentsInput): Promise<LocalPiece[]> {
  const { about, fingerprint, pieces } = input
  const { presetsDirectory, version } = order.session.world
  const template = await readFile(join(presetsDirectory, 'bundle', 'README.txt'), 'utf8')
  const values: Readonly<Record<string, string>> = {
    organisation: about.organisation ?? '-',
    release: about.release,
    systems: Object.keys(about.systems).join(', '),
    created: about.created,
    fingerprint,
  }
  const readme = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const libraries = await installerLibraries(installerFilesIn(pieces))
  const sbom = sbomOf({ manifest: { ...about, pieces: pieces.map(({ piece }) => piece) }, libraries })
  const of = (id: string) => ({ id, kind: 'document', from: `create-metis-node ${version}` }) as const
  return [
    await pieceOfText(of('README.txt'), readme, order.folder),
    await pieceOfText(of('sbom.cdx.json'), sbom, order.folder),
    ...(await organisationPieces(order, input.pins)),
  ]
}

/** The organisation as it begins at the site: its file, the checksums that it was made with, a release of its own. */
async function organisationPieces({ session, subject, folder }: Order, pins: Pins): Promise<LocalPiece[]> {
  if (subject.text === undefined) return []
  const of = (id: string) => ({ id, kind: 'organisation', from: session.file }) as const
  const { id, source } = subject.release
  const sorted = Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)))
  return [
    await pieceOfText(of(ORGANISATION_FILE), subject.text, folder),
    await pieceOfText(of(ORGANISATION_PINS), `${JSON.stringify(sorted, null, 2)}\n`, folder),
    ...(source?.file === undefined ? [] : [await pieceOfFile(of(ownReleasePiece(id)), source.file)]),
  ]
}

function installerFilesIn(pieces: readonly LocalPiece[]) {
  return pieces.flatMap(({ piece, local }) => {
    const [, path] = /^installer\/(.+)$/.exec(piece.id) ?? []
    return path === undefined ? [] : [{ path, local }]
  })
}

type SmallPiece = Pick<Piece, 'id' | 'kind' | 'from' | 'executable'>

/** A small file of the program's own, at the place in the bundle that its id says. */
async function pieceOfFile({ id, kind, from, executable }: SmallPiece, local: string): Promise<LocalPiece> {
  const bytes = await readFile(local)
  const rest = { sha256: hash('sha256', bytes, 'hex'), size: bytes.length, for: [CONTROL_MACHINE], from }
  return { piece: { id, kind, path: id, ...(executable && { executable }), ...rest }, local }
}

/** A text that is made for this bundle alone; it lies in `folder` until the bundle is written. */
async function pieceOfText(about: SmallPiece, text: string, folder: string): Promise<LocalPiece> {
  const local = join(folder, about.id.replaceAll('/', '_'))
  await writeFile(local, text)
  return pieceOfFile(about, local)
}
