import { readdir, readFile } from 'node:fs/promises'
import { isAbsolute, join, parse as parsePath, sep } from 'node:path'
import { type Line, LineType, parse } from 'ssh-config'

/** A line of `~/.ssh/config` or of a file that it includes, in the order in which OpenSSH reads them. */
export interface Setting {
  /** All of them hold where the setting does: `['host', 'web*', '!web9']`, `['match', 'user', 'root']`. */
  readonly conditions: readonly Condition[]
  /** In small letters. An `include` that is still among the settings could not be read. */
  readonly option: string
  readonly words: readonly string[]
}

export type Condition = readonly [keyword: string, ...words: string[]]

/** All settings that there are for hosts. A file that is not there is none; one that nobody understands is an `include`. */
export async function sshSettings(homeDirectory: string): Promise<readonly Setting[]> {
  const folder = join(homeDirectory, '.ssh')
  return fileSettings(join(folder, 'config'), [], { homeDirectory, folder, within: [], count: { files: 0 } })
}

/** As OpenSSH has it: one that is negated and fits leaves the host out, whatever else fits. */
export function fitsPatterns(name: string, patterns: readonly string[]): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(name, pattern.slice(1)))) return false
  return patterns.some((pattern) => fits(name, pattern))
}

const DEEPEST_INCLUDE = 16
const MOST_FILES = 256
const MOST_BYTES = 1024 * 1024

interface Reading {
  readonly homeDirectory: string
  readonly folder: string
  /** The files that are being read: one that includes itself says nothing new. */
  readonly within: readonly string[]
  readonly count: { files: number }
}

async function fileSettings(
  path: string,
  conditions: readonly Condition[],
  reading: Reading,
): Promise<Setting[]> {
  if (reading.within.includes(path)) return []
  const unread: Setting = { conditions, option: 'include', words: [path] }
  reading.count.files += 1
  if (reading.within.length > DEEPEST_INCLUDE || reading.count.files > MOST_FILES) return [unread]
  try {
    const text = await readFile(path)
    if (text.length > MOST_BYTES) return [unread]
    return await settingsOf(parse(text), conditions, { ...reading, within: [...reading.within, path] })
  } catch (error) {
    const isNone = error instanceof Error && 'code' in error && NO_FILE.has(String(error.code))
    return isNone ? [] : [unread]
  }
}

const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

async function settingsOf(
  lines: readonly Line[],
  conditions: readonly Condition[],
  reading: Reading,
): Promise<Setting[]> {
  const settings: Setting[] = []
  for (const line of lines) {
    if (line.type !== LineType.DIRECTIVE) continue
    // ssh-config reads on in the next line where a value is missing.
    if (/[\r\n]/.test(line.param + line.separator)) throw new Error('an option has no value')
    const { value } = line
    const option = line.param.toLowerCase()
    const words = typeof value === 'string' ? [firstWord(value, line.quoted)] : value.map(({ val }) => val)
    if (option !== 'include') settings.push({ conditions, option, words })
    if ('config' in line) {
      settings.push(...(await settingsOf(line.config, [...conditions, [option, ...words]], reading)))
    }
    for (const word of option === 'include' ? words : []) {
      const paths = await includedPaths(word, reading)
      if (paths === undefined) settings.push({ conditions, option, words: [word] })
      for (const path of paths ?? []) settings.push(...(await fileSettings(path, conditions, reading)))
    }
  }
  return settings
}

function firstWord(value: string, isQuoted = false): string {
  return isQuoted ? value : (value.split(/\s/)[0] ?? '')
}

/** Files that a pattern stands for, sorted; undefined when it has in it what only OpenSSH knows. */
async function includedPaths(word: string, reading: Reading): Promise<readonly string[] | undefined> {
  if (/[[%$]|^~[^/]/.test(word)) return undefined
  const path = word.replace(/^~/, () => reading.homeDirectory)
  const full = isAbsolute(path) ? path : join(reading.folder, path)
  const { root } = parsePath(full)
  let found = [root]
  for (const part of full.slice(root.length).split(sep)) {
    const next = found.map(async (folder) => (await namesIn(folder, part)).map((name) => join(folder, name)))
    found = (await Promise.all(next)).flat()
  }
  return found
}

async function namesIn(folder: string, pattern: string): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return [pattern]
  const names = await readdir(folder).catch(() => [])
  const isHiddenMeant = pattern.startsWith('.')
  return names.filter((name) => (isHiddenMeant || !name.startsWith('.')) && fits(name, pattern)).sort()
}

function fits(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(name)
}
