import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { makeFolder, parsedAs, readIfThere, writeFailed } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

const restoring = z.strictObject({
  version: z.literal(1),
  /** Of this restore: hosts remember by it what is back already. */
  id: z.string(),
  /** Path of the backup, and the SHA-256 of its manifest. */
  backup: z.string(),
  manifest: z.string(),
  /** What was on the hosts was shown, and is to be moved aside. */
  isConfirmed: z.boolean(),
})

/** A restore that was begun into this folder and is not proven yet. */
export type Restoring = Readonly<z.infer<typeof restoring>>

type Folder = Pick<OrganisationFolder, 'backups'>

/** There only while a restore is under way: what is installed meanwhile would begin without what comes back. */
export function restoringFile({ backups }: Folder): string {
  return join(backups, '.restoring.json')
}

export function readRestoring(folder: Folder): Restoring | undefined {
  const path = restoringFile(folder)
  const text = readIfThere(path)
  if (text === undefined) return undefined
  return parsedAs(text, restoring, (reason) =>
    fault('backup.restoring-damaged', { path, reason, quoted: shellQuote(path) }, { file: path }),
  )
}

/** Throws `state.write-failed`. */
export function writeRestoring(folder: Folder, content: Restoring): void {
  makeFolder(folder.backups)
  writeAtomically(restoringFile(folder), `${JSON.stringify(content, null, 2)}\n`, 0o600)
}

/** Throws `state.write-failed`. */
export function removeRestoring(folder: Folder): void {
  const path = restoringFile(folder)
  try {
    rmSync(path, { force: true })
  } catch (error) {
    throw writeFailed(path, error)
  }
}
