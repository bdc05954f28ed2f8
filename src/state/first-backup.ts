import { statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

const shape = z.strictObject({
  /** Absolute. */
  path: z.string(),
  /** Bytes, and milliseconds since the epoch: whether the file is still the one that was verified. */
  size: z.number(),
  modified: z.number(),
  /** That was applied then; 0 where nothing was. */
  generation: z.number().int(),
  /** Id of the release in it. */
  release: z.string(),
  /** UTC, ISO 8601. */
  at: z.iso.datetime(),
  /** Sum of the org.yaml and the release that it was made before; absent once hosts are as these say. */
  change: z.string().optional(),
})

/** The backup that was made before the last change which asked for one. */
export type FirstBackup = Readonly<z.infer<typeof shape>>

type Runs = Pick<OrganisationFolder, 'runs'>

/** `runs/backup.json`; undefined where it, or the backup, is not there or not as it was written. */
export function readFirstBackup(folder: Runs): FirstBackup | undefined {
  try {
    const kept = shape.parse(JSON.parse(readIfThere(pathIn(folder)) ?? ''))
    const { size, modified } = seen(kept.path)
    return size === kept.size && modified === kept.modified ? kept : undefined
  } catch {
    return undefined
  }
}

/** Throws `state.write-failed`. */
export function keepFirstBackup(folder: Runs, made: Omit<FirstBackup, 'size' | 'modified'>): void {
  write(folder, { ...made, ...seen(made.path) })
}

/** The change that it was made for has come to its end: it is there to go back by, and no retry takes it for its own. */
export function changeIsDone(folder: Runs): void {
  const { change, ...kept } = readFirstBackup(folder) ?? {}
  if (change !== undefined) write(folder, kept as FirstBackup)
}

function write(folder: Runs, kept: FirstBackup): void {
  writeAtomically(pathIn(folder), `${JSON.stringify(kept)}\n`, 0o600)
}

function seen(path: string) {
  const { size, mtimeMs } = statSync(path)
  return { size, modified: mtimeMs }
}

function pathIn({ runs }: Runs): string {
  return join(runs, 'backup.json')
}
