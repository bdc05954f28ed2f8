import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

/** What npm packs whatever `files` says. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE']
const RECORDED = 'release/packed-files.txt'
const CHUNK = /^dist\/chunks\/.+\.js$/

/** What `npm pack` takes, a path each; the chunks of the program are one, since their names come from their bytes. */
export async function packedFiles(folder: string): Promise<string[]> {
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder })
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, { files: { path: string }[] }>)
  const paths = (packed?.files ?? []).map(({ path }) => (CHUNK.test(path) ? 'dist/chunks/*.js' : path))
  return [...new Set(paths)].toSorted()
}

/** What differs between what is packed, what package.json lists and what was recorded; empty when nothing does. */
export function surprises(folder: string, packed: readonly string[]): string[] {
  const { files } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { files: string[] }
  const recorded = readFileSync(join(folder, RECORDED), 'utf8').trimEnd().split('\n')
  const isOf = (entry: string, path: string) => path === entry || path.startsWith(`${entry}/`)
  return [
    ...packed
      .filter((path) => ![...files, ...ALWAYS].some((entry) => isOf(entry, path)))
      .map((path) => `packed, but not in the files of package.json: ${path}`),
    ...files
      .filter((entry) => !packed.some((path) => isOf(entry, path)))
      .map((entry) => `in the files of package.json, but nothing of it is packed: ${entry}`),
    ...packed
      .filter((path) => !recorded.includes(path))
      .map((path) => `packed, but not recorded in ${RECORDED}: ${path}`),
    ...recorded
      .filter((path) => !packed.includes(path))
      .map((path) => `recorded in ${RECORDED}, but not packed: ${path}`),
  ]
}

export function record(folder: string, packed: readonly string[]): void {
  writeFileSync(join(folder, RECORDED), `${packed.join('\n')}\n`)
}
