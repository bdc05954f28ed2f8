import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '../../bundle/manifest.js'
import type { Session } from '../session.js'
import type { BundleSubject } from './bundle-subject.js'
import { type LocalPiece, pieceOfText } from './local-piece.js'

export interface DocumentsInput {
  readonly session: Session
  readonly subject: BundleSubject
  readonly about: Omit<Manifest, 'pieces'>
  /** All pieces but documents. */
  readonly pieces: readonly LocalPiece[]
  readonly fingerprint: string
  readonly folder: string
}

/** What is read by people: the organisation's file, where to begin, and the list of all software. */
export async function documentPieces(input: DocumentsInput): Promise<LocalPiece[]> {
  const { session, subject, about, folder, fingerprint } = input
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
  const organisation = { id: 'organisation/org.yaml', kind: 'organisation', from: session.file } as const
  return [
    await pieceOfText({ id: 'README.txt', kind: 'document', from }, readme, folder),
    ...(subject.text === undefined ? [] : [await pieceOfText(organisation, subject.text, folder)]),
  ]
}
