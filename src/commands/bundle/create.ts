import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import type { Manifest } from '../../bundle/manifest.js'
import { manifestText } from '../../bundle/manifest-text.js'
import { piecesSince } from '../../bundle/since.js'
import { wantedPieces } from '../../bundle/wanted-pieces.js'
import { sha256 } from '../../lib/digest.js'
import { refuseTaken } from '../../packing/bundle-sink.js'
import { readScripts } from '../../packing/scripts.js'
import { signManifest } from '../../packing/signature.js'
import { readSignedManifest } from '../../packing/signed-manifest.js'
import { defaultConfigDirectory, signingKey } from '../../packing/signing-key.js'
import { writeBundle } from '../../packing/write-bundle.js'
import { clearLeftOvers, makersMark } from '../../state/left-overs.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { artifactPieces, packagePieces } from './artifact-pieces.js'
import { bundleSubject, chooseSystems, createOptions, type Order } from './order.js'
import { documentPieces, programPieces } from './own-pieces.js'
import { showMade } from './show-made.js'
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
