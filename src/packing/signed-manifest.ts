import { lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, modeOf } from '../bundle/manifest.js'
import { MANIFEST_FILE, parseManifest, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import { InstallerError } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { BLOCK, padded } from '../lib/tar.js'
import { bundlePlace } from './bundle-place.js'
import { bundleFault, orUnreadable } from './bundle-problem.js'
import { type ByteReader, readingBundle } from './byte-reader.js'
import { bootstrapIn, polyglotHeader } from './polyglot-header.js'
import { faultIn } from './read-pieces.js'
import { type Signer, signerOf } from './signature.js'
import { copyPadded, headerFault, headerIn, nextEntry, type TarFault } from './tar-entry.js'

/** A manifest whose signature holds. Whether its signer is to be trusted is another question. */
export interface SignedManifest {
  readonly manifest: Manifest
  /** SHA-256 of `manifest.json`: the bundle's name wherever one is needed. */
  readonly sum: string
  readonly signer: Signer
  /** As they are in the bundle. */
  readonly manifestBytes: Buffer
  readonly signatureBytes: Buffer
}

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024
const MAX_SIGNATURE_BYTES = 4096
const MAX_BOOTSTRAP_BYTES = 1024 * 1024

/** Reads the beginning of a bundle, up to its first piece. Throws `bundle.*`. */
export async function signedManifestOf(reader: ByteReader, bundle: string): Promise<SignedManifest> {
  const header = await reader.copy(BLOCK)
  const comment = headerIn(header, 0)
  if (!('type' in comment) || comment.type !== 'g' || comment.size > MAX_BOOTSTRAP_BYTES) {
    throw bundleFault('bundle.not-a-bundle', bundle, { reason: 'its beginning is that of another file' })
  }
  const body = await reader.copy(padded(comment.size))
  if (body.length < padded(comment.size)) throw told({ kind: 'truncated' }, reader, bundle, MANIFEST_FILE)
  const manifestFile = await document(reader, bundle, MANIFEST_FILE, MAX_MANIFEST_BYTES)
  const signatureFile = await document(reader, bundle, SIGNATURE_FILE, MAX_SIGNATURE_BYTES)
  const signed = check(manifestFile.bytes, signatureFile.bytes, bundle)
  const mtime = new Date(signed.manifest.created)
  for (const { at, entry } of [manifestFile, signatureFile]) {
    const changed = headerFault(at, entry.header, { ...entry, mode: modeOf({}), mtime })
    if (changed !== undefined) throw told(changed, reader, bundle, entry.path)
  }
  assertBootstrap(Buffer.concat([header, body]), body, signed.manifest, bundle)
  return signed
}

/** The same of an unpacked bundle. */
export async function signedManifestIn(folder: string): Promise<SignedManifest> {
  const manifestBytes = await smallFile(folder, MANIFEST_FILE, MAX_MANIFEST_BYTES)
  const signatureBytes = await smallFile(folder, SIGNATURE_FILE, MAX_SIGNATURE_BYTES)
  return check(manifestBytes, signatureBytes, folder)
}

function check(manifestBytes: Buffer, signatureBytes: Buffer, bundle: string): SignedManifest {
  const signer = signerOf(manifestBytes, signatureBytes.toString('utf8'), bundle)
  const manifest = parseManifest(manifestBytes.toString('utf8'), bundle)
  return { manifest, sum: sha256(manifestBytes), signer, manifestBytes, signatureBytes }
}

async function document(reader: ByteReader, bundle: string, name: string, limit: number) {
  const at = reader.position()
  const entry = await nextEntry(reader)
  if (entry.kind === 'hostile') throw bundleFault('bundle.hostile', bundle, entry)
  if (entry.kind === 'truncated' || entry.kind === 'damaged') throw told(entry, reader, bundle, name)
  if (entry.kind === 'end' || entry.path !== name) {
    throw bundleFault('bundle.not-a-bundle', bundle, { reason: `${name} is not where it should be` })
  }
  if (entry.size > limit) throw tooLarge(bundle, name, entry.size)
  const start = reader.position()
  const bytes = await copyPadded(reader, entry.size)
  if (Buffer.isBuffer(bytes)) return { at, entry, bytes }
  throw told(bytes, reader, bundle, name, start + padded(entry.size))
}

/** The script runs before anything is checked; it is told here whether it is the one that was signed. */
function assertBootstrap(found: Buffer, body: Buffer, manifest: Manifest, bundle: string): void {
  const script = bootstrapIn(body)
  const isSigned = script !== undefined && sha256(script) === manifest.bootstrap
  if (isSigned && polyglotHeader(script, new Date(manifest.created)).equals(found)) return
  const details = { expected: manifest.bootstrap, found: sha256(script ?? '') }
  throw bundleFault('bundle.bootstrap-differs', bundle, details)
}

async function smallFile(folder: string, name: string, limit: number): Promise<Buffer> {
  const path = join(folder, name)
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile()) throw bundleFault('bundle.not-a-bundle', folder, { reason: `${name} is not in it` })
  if (found.size > limit) throw tooLarge(folder, name, found.size)
  const file = await open(path).catch(orUnreadable(path))
  // No more than was looked at: by now it may be another file, and endless.
  const reading = file.read(Buffer.alloc(found.size), 0, found.size, 0).finally(() => file.close())
  const { buffer, bytesRead } = await reading.catch(orUnreadable(path))
  return buffer.subarray(0, bytesRead)
}

function tooLarge(bundle: string, name: string, size: number) {
  return bundleFault('bundle.not-a-bundle', bundle, { reason: `${name} has ${size} bytes` })
}

/** Nothing says yet how long the whole is, only that it reaches as far as `least`. */
function told(fault: TarFault, reader: ByteReader, bundle: string, piece: string, least?: number) {
  const size = reader.position()
  const missing = `>= ${(least ?? size + 1) - size}`
  return new InstallerError(faultIn(piece, fault, bundle, { size, missing }))
}

/** What a bundle says of itself, without a look at its pieces; its signature holds. Throws `bundle.*`. */
export async function readSignedManifest(path: string): Promise<SignedManifest> {
  const place = await bundlePlace(path)
  if (place.kind === 'folder') return signedManifestIn(place.folder)
  return readingBundle(path, place.parts, (reader) => signedManifestOf(reader, path))
}
