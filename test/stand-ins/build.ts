import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buildAdmin } from './build/admin.js'
import { unpackDebianPackages } from './build/debian-packages.js'
import { fingerprint } from './build/fingerprint.js'
import { buildPrograms } from './build/programs.js'
import { buildPythonRuntime } from './build/python-runtime.js'
import { buildWheels } from './build/wheels.js'

/** A file to be placed in the output folder: its bytes, or the path of a finished file on the same disk. */
export type BuiltFile = { name: string; content: Uint8Array | string; mode: 0o644 | 0o755 }

const STAMP = '.stand-ins'

/**
 * Puts a stand-in of every 0.3.0 artifact into `outputDir`, under the artifact's own name. Does nothing where the
 * folder already holds what the present sources give. Needs apt, its mirror, and root only where javac is missing.
 */
export async function buildStandIns(outputDir: string): Promise<void> {
  const sources = await fingerprint(import.meta.dirname)
  if (await isUpToDate(outputDir, sources)) return
  await mkdir(outputDir, { recursive: true })
  const work = await mkdtemp(path.join(outputDir, '.building-'))
  try {
    const debian = await unpackDebianPackages(work)
    const input = { sources: import.meta.dirname, debian, work }
    const files = (
      await Promise.all([
        buildPrograms(input),
        buildWheels(input),
        buildPythonRuntime(input),
        buildAdmin(input),
      ])
    ).flat()
    for (const file of files) await place(file, outputDir, work)
    const stamp = JSON.stringify({ sources, names: files.map((file) => file.name) })
    await place({ name: STAMP, content: Buffer.from(stamp), mode: 0o644 }, outputDir, work)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function isUpToDate(outputDir: string, sources: string): Promise<boolean> {
  try {
    const stamp = JSON.parse(await readFile(path.join(outputDir, STAMP), 'utf8')) as {
      sources: string
      names: string[]
    }
    if (stamp.sources !== sources) return false
    await Promise.all(stamp.names.map((name) => stat(path.join(outputDir, name))))
    return true
  } catch {
    return false
  }
}

async function place(file: BuiltFile, outputDir: string, work: string): Promise<void> {
  const target = path.join(outputDir, file.name)
  const staged = typeof file.content === 'string' ? file.content : path.join(work, 'staged')
  if (typeof file.content !== 'string') await writeFile(staged, file.content)
  await chmod(staged, file.mode)
  await mkdir(path.dirname(target), { recursive: true })
  await rename(staged, target)
}
