import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { shownProxy } from '../../artifacts/proxies.js'
import { type Manifest, type Piece, piecesSince } from '../../bundle/manifest.js'
import { manifestText } from '../../bundle/manifest-text.js'
import { wantedPieces } from '../../bundle/wanted-pieces.js'
import { sha256 } from '../../lib/digest.js'
import { shellQuote } from '../../lib/text.js'
import { refuseTaken } from '../../packing/bundle-sink.js'
import { readScripts } from '../../packing/scripts.js'
import { signManifest } from '../../packing/signature.js'
import { readSignedManifest } from '../../packing/signed-manifest.js'
import { defaultConfigDirectory, type SigningKey, signingKey } from '../../packing/signing-key.js'
import { writeBundle } from '../../packing/write-bundle.js'
import { clearLeftOvers, makersMark } from '../../state/left-overs.js'
import { bytesText } from '../../ui/measure-text.js'
import { table } from '../../ui/table.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { programName } from '../program/program-name.js'
import type { Call, Session } from '../program/session.js'
import { artifactPieces, packagePieces } from './artifact-pieces.js'
import { bundleSubject, chooseSystems, createOptions, type Order } from './order.js'
import { documentPieces, programPieces } from './own-pieces.js'
import { tellTransfer } from './tell-transfer.js'

/**
 * Makes a bundle on a connected machine. What was fetched stays in the cache, so that a second try goes on; the bundle
 * gets its name when it is whole.
 */
export async function bundleCreate(session: Session, call: Call): Promise<ExitCode> {
  const { world } = session
  const options = createOptions(call, world.workingDirectory)
  const subject = await bundleSubject(session, options)
  const out = options.output ?? resolve(world.workingDirectory, `${subject.name}.metis`)
  await refuseTaken(out)
  const systems = await chooseSystems(session, call.options.os)
  const cacheDirectory = defaultCacheDirectory(world.env)
  await mkdir(cacheDirectory, { recursive: true })
  await clearLeftOvers(cacheDirectory, (beginning) => beginning === 'making-')
  const folder = join(cacheDirectory, `making-${makersMark()}`)
  await mkdir(folder, { mode: 0o700 })
  try {
    return await make({ session, options, subject, systems, out, cacheDirectory, folder })
  } catch (error) {
    if (world.interrupts.stop.aborted) session.note(session.say('bundle.goes-on'))
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function make(order: Order): Promise<ExitCode> {
  const { session, options, subject, out } = order
  const { world, say } = session
  // Before anything is fetched for a bundle that counts on one which can't be read.
  const earlier = options.since === undefined ? undefined : await readSignedManifest(options.since)
  const key = signingKey({ configDirectory: defaultConfigDirectory(world.env) })
  const proxy = shownProxy(world.env)
  if (proxy !== undefined) session.note(say('artifacts.proxy', { proxy }))
  const scripts = await readScripts(world.presetsDirectory)
  const gathered = await gather(order, scripts.launcher)
  const about: Omit<Manifest, 'pieces'> = {
    format: 1,
    created: new Date(Math.floor(world.now().getTime() / 1000) * 1000).toISOString(),
    installer: world.version,
    release: subject.release.id,
    ...(subject.organisation === undefined ? {} : { organisation: subject.organisation }),
    bootstrap: sha256(scripts.bootstrap),
    cpus: options.cpus,
    systems: gathered.systems,
  }
  const documents = await documentPieces(order, {
    about,
    pieces: gathered.pieces,
    fingerprint: key.fingerprint,
    pins: { ...gathered.newPins, ...subject.pins },
  })
  const all = [...gathered.pieces, ...documents]
  const pieces = all.map(({ piece }) => piece)
  const manifest: Manifest = {
    ...about,
    pieces: earlier === undefined ? pieces : piecesSince(pieces, earlier.manifest, earlier.sum),
  }
  subject.keepPins(gathered.newPins)

  const writing = tellTransfer(session, say('bundle.stage.write'))
  const files = await writeBundle({
    manifest,
    signature: signManifest(manifestText(manifest), key),
    files: new Map(all.map(({ piece, local }) => [piece.id, local])),
    bootstrap: scripts.bootstrap,
    out,
    signal: world.interrupts.stop,
    onProgress: writing.whole,
    ...(options.splitBytes === undefined ? {} : { splitBytes: options.splitBytes }),
  }).finally(writing.end)
  await showMade(session, { files, manifest, key })
  return EXIT.done
}

/** Everything but documents. What `sh` on the bundle needs comes first. */
async function gather(order: Order, launcher: string) {
  const { options, subject, systems } = order
  const { topology, release } = subject
  const wanted = wantedPieces({ topology, release, systems, cpus: options.cpus })
  const program = await programPieces(order, launcher)
  const artifacts = await artifactPieces(order, wanted)
  const packages = await packagePieces(order, wanted)
  const pieces = [...program, ...artifacts.pieces, ...packages.pieces]
  return { pieces, systems: packages.systems, newPins: artifacts.newPins }
}

interface Made {
  /** One, or its parts. */
  readonly files: readonly string[]
  readonly manifest: Manifest
  readonly key: SigningKey
}

/** What was made: its size beside that of its pieces, what to compare by voice, what to do next. */
async function showMade(session: Session, { files, manifest, key }: Made): Promise<void> {
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
  const shown = written.map((file) => ({ ...file, path: session.shortPath(file.path) }))
  const [{ path: first } = { path: '' }] = shown
  const more = inPieces === 0 ? 0 : ((size - inPieces) / inPieces) * 100
  print(
    '',
    paint('done', say('bundle.made', { file: first, size: bytesText(size) })),
    say('bundle.made.pieces', { count: carried.length, size: bytesText(inPieces), percent: more.toFixed(2) }),
    ...contents(session, manifest),
    '',
    say('bundle.sha256'),
    ...shown.map(({ sha256, path }) => `  ${sha256}  ${path}`),
    say(key.isNew ? 'bundle.signed-new' : 'bundle.signed', { path: key.path }),
    paint('strong', `  ${key.fingerprint}`),
    '',
    ...nextSteps(session, first),
  )
}

function contents(session: Session, { pieces, systems, release, cpus }: Manifest): string[] {
  const { say, paint, width } = session
  const of = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind)
  const row = (name: string, some: readonly Piece[], about: string) => {
    const earlier = some.filter(({ inEarlier }) => inEarlier !== undefined)
    const rest = earlier.length === 0 ? '' : say('bundle.in-earlier', { count: earlier.length })
    const carried = some.filter(({ inEarlier }) => inEarlier === undefined)
    const said = [about, rest].filter(Boolean).join(', ')
    return [`  ${name}`, String(some.length), bytesText(bytesIn(carried)), said]
  }
  const rows = [
    row(say('bundle.kind.artifacts'), of('artifact'), `${release} ${cpus.join(' + ')}`),
    ...Object.entries(systems).map(([system, { packages }]) => {
      const own = pieces.filter(({ id }) => packages.includes(id))
      return row(say('bundle.kind.packages'), own, system)
    }),
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
  const found = await Promise.all(files.map(async (path) => ({ path, size: (await stat(path)).size })))
  const total = found.reduce((sum, { size }) => sum + size, 0)
  const reading = { highWaterMark: 1024 * 1024, signal: session.world.interrupts.stop }
  let done = 0
  const sums: { path: string; size: number; sha256: string }[] = []
  try {
    for (const file of found) {
      const sum = createHash('sha256')
      for await (const chunk of createReadStream(file.path, reading)) {
        sum.update(chunk)
        done += chunk.length
        telling.whole(done, total)
      }
      sums.push({ ...file, sha256: sum.digest('hex') })
    }
    return sums
  } finally {
    telling.end()
  }
}
