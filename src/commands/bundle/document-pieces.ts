import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, ORGANISATION_FILE, ORGANISATION_PINS } from '../../bundle/manifest.js'
import { sbomOf } from '../../bundle/sbom.js'
import { installerLibraries } from '../../packing/installer-libraries.js'
import type { Pins } from '../../topology/release.js'
import type { Session } from '../program/session.js'
import type { BundleSubject } from './bundle-subject.js'
import { type LocalPiece, pieceOfText } from './local-piece.js'

export interface DocumentsInput {
  readonly session: Session
  readonly subject: BundleSubject
  readonly about: Omit<Manifest, 'pieces'>
  /** All pieces but documents. */
  readonly pieces: readonly LocalPiece[]
  readonly fingerprint: string
  /** Checksums of artifacts that the organisation knows, those of now among them. */
  readonly pins: Pins
  readonly folder: string
}

/** What is read by people: the organisation's file, where to begin, and the list of all software. */
export async function documentPieces(input: DocumentsInput): Promise<LocalPiece[]> {
  const { session, about, folder, fingerprint } = input
  const { presetsDirectory } = session.world
  const from = `create-metis-node ${session.world.version}`
  const template = await readFile(join(presetsDirectory, 'bundle', 'README.txt'), 'utf8')
  const values: Readonly<Record<string, string>> = {
    organisation: about.organisation ?? '-',
    release: about.release,
    systems: Object.keys(about.systems).join(', '),
    created: about.created,
    fingerprint,
  }
  const readme = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const libraries = await installerLibraries(installerFilesIn(input.pieces))
  const sbom = sbomOf({ manifest: { ...about, pieces: input.pieces.map(({ piece }) => piece) }, libraries })
  return [
    await pieceOfText({ id: 'README.txt', kind: 'document', from }, readme, folder),
    await pieceOfText({ id: 'sbom.cdx.json', kind: 'document', from }, sbom, folder),
    ...(await organisationPieces(input)),
  ]
}

/** The organisation as it begins at the site: its file, and the checksums that it was made with. */
async function organisationPieces({ session, subject, pins, folder }: DocumentsInput): Promise<LocalPiece[]> {
  if (subject.text === undefined) return []
  const of = (id: string) => ({ id, kind: 'organisation', from: session.file }) as const
  const sorted = Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)))
  return [
    await pieceOfText(of(ORGANISATION_FILE), subject.text, folder),
    await pieceOfText(of(ORGANISATION_PINS), `${JSON.stringify(sorted, null, 2)}\n`, folder),
  ]
}

function installerFilesIn(pieces: readonly LocalPiece[]) {
  return pieces.flatMap(({ piece, local }) => {
    const [, path] = /^installer\/(.+)$/.exec(piece.id) ?? []
    return path === undefined ? [] : [{ path, local }]
  })
}
