import { rmSync } from 'node:fs'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { type OrganisationRecord, parseRecord } from '../record/record.js'
import { readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

/** What this folder has applied or taken over last; undefined where that is nothing. Throws `record.applied-damaged`, `record.newer-version`. */
export function readApplied({
  applied: path,
}: Pick<OrganisationFolder, 'applied'>): OrganisationRecord | undefined {
  const text = readIfThere(path)
  if (text === undefined) return undefined
  return parseRecord(text, path, (reason) =>
    fault('record.applied-damaged', { path, reason, quoted: shellQuote(path) }, { file: path }),
  )
}

/** It holds secrets only sealed, and belongs into version control beside org.yaml. Throws `state.write-failed`. */
export function writeApplied(
  { applied: path }: Pick<OrganisationFolder, 'applied'>,
  { text }: OrganisationRecord,
): void {
  writeAtomically(path, text, 0o644)
}

/** No host has anything of it any more. */
export function forgetApplied({ applied: path }: Pick<OrganisationFolder, 'applied'>): void {
  rmSync(path, { force: true })
}
