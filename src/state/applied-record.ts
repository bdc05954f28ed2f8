import { rmSync } from 'node:fs'
import { type OrganisationRecord, parseRecord } from '../record/record.js'
import { readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

/** What this folder has applied or taken over last; undefined where that is nothing. Throws `record.damaged`, `record.newer-version`. */
export function readApplied({
  applied: path,
}: Pick<OrganisationFolder, 'applied'>): OrganisationRecord | undefined {
  const text = readIfThere(path)
  return text === undefined ? undefined : parseRecord(text, path)
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
