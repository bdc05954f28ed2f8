import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { ARTIFACTS, CACHE, UNFINISHED } from './cache.js'

const SOURCES = fileURLToPath(new URL('../stand-ins/', import.meta.url))
const BUILT_FROM = join(CACHE, 'stand-ins.sha256')

type StandIns = { buildStandIns(folder: string): Promise<void> }

/** Programs that stand in for the release's own, built next to Consul under the release's file names. */
export async function buildStandInArtifacts(): Promise<void> {
  const module = join(SOURCES, 'build.ts')
  if (!existsSync(module)) return
  const sum = await sourceSum()
  if (existsSync(BUILT_FROM) && (await readFile(BUILT_FROM, 'utf8')) === sum) return
  console.log('stand-ins: building')
  const folder = join(UNFINISHED, 'stand-ins')
  await execa('rm', ['-rf', folder])
  await mkdir(folder, { recursive: true })
  const { buildStandIns } = (await import(module)) as StandIns
  await buildStandIns(folder)
  for (const name of await readdir(folder)) {
    await execa('rm', ['-rf', join(ARTIFACTS, name)])
    await rename(join(folder, name), join(ARTIFACTS, name))
  }
  await writeFile(BUILT_FROM, sum)
}

async function sourceSum(): Promise<string> {
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}
