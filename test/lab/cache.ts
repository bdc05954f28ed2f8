import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { unmountBelow } from './mounts.js'

/** Everything the lab builds or runs lives below this folder, never in the source tree. */
export const CACHE = process.env.METIS_LAB_CACHE ?? '/var/tmp/create-metis-node-lab'
export const RUNNING_LABS = join(CACHE, 'run')
const UNFINISHED = join(CACHE, 'unfinished')
export const ARTIFACTS = join(CACHE, 'stand-ins')

/** A name that changes when the recipe does, so that what an older recipe built is never taken for this one's. */
export function cachePath(name: string, recipe: unknown): string {
  return join(CACHE, `${name}-${recipeKey(recipe)}`)
}

function recipeKey(recipe: unknown): string {
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12)
}

/** Builds under another name and renames at the end: what exists is whole, even after a kill -9. */
export async function buildOnce(path: string, build: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return
  const startedAt = Date.now()
  console.log(`${basename(path)}: building`)
  const folder = await unfinishedFolder(basename(path))
  await build(folder)
  await rename(folder, path)
  console.log(`${basename(path)}: built in ${Math.round((Date.now() - startedAt) / 1000)} s`)
}

/** Never one that was used before: what a killed prepare had started may still be writing there. */
async function unfinishedFolder(name: string): Promise<string> {
  await mkdir(UNFINISHED, { recursive: true })
  const folder = await mkdtemp(join(UNFINISHED, `${name}.`))
  await chmod(folder, 0o755)
  return folder
}

export async function removeUnfinished(): Promise<void> {
  unmountBelow(UNFINISHED)
  // What can't go yet, because it is still written to, goes the next time.
  await execa('rm', ['-rf', '--one-file-system', UNFINISHED], { reject: false })
}
