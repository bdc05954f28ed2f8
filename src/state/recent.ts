import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { errnoOf } from '../lib/errno.js'
import { makeFolder } from './files.js'
import { writeAtomically } from './write-atomically.js'

const recentFile = z.strictObject({
  version: z.literal(1),
  folder: z.string(),
  organisation: z.string(),
  openedAt: z.iso.datetime(),
})

/** An organisation that was opened on this computer. */
export type RecentOrganisation = Omit<Readonly<z.infer<typeof recentFile>>, 'version'>

const KEPT = 20

/** Organisations that were opened, the newest first. A file that can't be read is as good as none. */
export function recentOrganisations(stateDirectory: string): readonly RecentOrganisation[] {
  return readAll(stateDirectory).map(({ path: _, ...recent }) => recent)
}

/** Notes an organisation. One file each, so that two programs at once lose nothing. Throws `state.write-failed`. */
export function rememberOrganisation(stateDirectory: string, recent: RecentOrganisation): void {
  const directory = directoryIn(stateDirectory)
  makeFolder(directory)
  const name = createHash('sha256').update(recent.folder).digest('hex').slice(0, 16)
  writeAtomically(join(directory, `${name}.json`), `${JSON.stringify({ version: 1, ...recent })}\n`, 0o600)
  for (const { path } of readAll(stateDirectory).slice(KEPT)) rmSync(path, { force: true })
}

function readAll(stateDirectory: string): (RecentOrganisation & { readonly path: string })[] {
  const directory = directoryIn(stateDirectory)
  return namesIn(directory)
    .flatMap((name) => {
      const path = join(directory, name)
      const parsed = recentFile.safeParse(readJson(path))
      if (!parsed.success) return []
      const { version: _, ...recent } = parsed.data
      return [{ ...recent, path }]
    })
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.json'))
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return []
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function directoryIn(stateDirectory: string): string {
  return join(stateDirectory, 'organisations')
}
