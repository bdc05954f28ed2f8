import { readdir, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, parse as parsePath, sep } from 'node:path'
import { type Line, LineType, parse } from 'ssh-config'
import { fits, isPlain } from './ssh-patterns.js'

/** A line of `~/.ssh/config` or of a file that it includes, in the order in which OpenSSH reads them. */
export interface Setting {
  /** All of them hold where the setting does: `['host', 'web*', '!web9']`, `['match', 'user', 'root']`. */
  readonly conditions: readonly Condition[]
  /** In small letters. An `include` that is still among the settings could not be read. */
  readonly option: string
  readonly words: readonly string[]
}

type Condition = readonly [keyword: string, ...words: string[]]

/** What is read, as it is spelled in sentences. */
export const SPELLED = {
  hostname: 'HostName',
  user: 'User',
  port: 'Port',
  identityfile: 'IdentityFile',
  proxyjump: 'ProxyJump',
  proxycommand: 'ProxyCommand',
  canonicalizehostname: 'CanonicalizeHostname',
  bindaddress: 'BindAddress',
  bindinterface: 'BindInterface',
  include: 'Include',
} as const

export function isRead(option: string): option is keyof typeof SPELLED {
  return Object.hasOwn(SPELLED, option)
}

/** All settings that there are for hosts. A file that is not there is none; one that nobody understands is an `include`. */
export async function sshSettings(homeDirectory: string): Promise<readonly Setting[]> {
  const folder = join(homeDirectory, '.ssh')
  return fileSettings(join(folder, 'config'), [], {
    homeDirectory,
    folder,
    within: [],
    left: {
      files: MOST_FILES,
      bytes: MOST_BYTES,
      folders: MOST_FOLDERS,
      patterns: MOST_PATTERNS,
      names: MOST_NAMES,
    },
  })
}

const DEEPEST_INCLUDE = 16
const MOST_FILES = 256
/** Of all files together. */
const MOST_BYTES = 1024 * 1024
/** That are looked into for what a pattern of `Include` stands for. */
const MOST_FOLDERS = 256
/** Sections about more than hosts by their names: each is asked about each host. */
const MOST_PATTERNS = 256
const MOST_NAMES = 4096

interface Reading {
  readonly homeDirectory: string
  readonly folder: string
  /** The files that are being read: one that includes itself says nothing new. */
  readonly within: readonly string[]
  /** How much more is read; what comes then is as good as not understood. */
  readonly left: { files: number; bytes: number; folders: number; patterns: number; names: number }
}

async function fileSettings(path: string, conditions: readonly Condition[], reading: Reading) {
  if (reading.within.includes(path)) return []
  const unread: Setting = { conditions, option: 'include', words: [path] }
  const { left } = reading
  left.files -= 1
  if (reading.within.length > DEEPEST_INCLUDE || left.files < 0) return [unread]
  try {
    const { size } = await stat(path)
    left.bytes -= size
    if (left.bytes < 0) return [unread]
    const text = await readFile(path)
    return await settingsOf(parse(text), conditions, { ...reading, within: [...reading.within, path] })
  } catch (error) {
    const isNone = error instanceof Error && 'code' in error && NO_FILE.has(String(error.code))
    return isNone ? [] : [unread]
  }
}

const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

async function settingsOf(lines: readonly Line[], conditions: readonly Condition[], reading: Reading) {
  const settings: Setting[] = []
  const said = new Set<string>()
  for (const line of lines) {
    if (line.type !== LineType.DIRECTIVE) continue
    // ssh-config reads on in the next line where a value is missing.
    if (/[\r\n]/.test(line.param + line.separator)) throw new Error('an option has no value')
    const { value } = line
    const option = line.param.toLowerCase()
    const words = typeof value === 'string' ? [firstWord(value, line.quoted)] : value.map(({ val }) => val)
    // Of what stands in one place twice the first holds.
    if (option === 'host' || (option !== 'include' && isRead(option) && !said.has(option)))
      settings.push({ conditions, option, words })
    said.add(option)
    if ('config' in line) {
      const { left, within } = reading
      if (option === 'host') left.names -= words.length
      if (option !== 'host' || !words.every(isPlain)) left.patterns -= 1
      if (left.names < 0 || left.patterns < 0)
        return [...settings, { conditions: [], option: 'include', words: within.slice(-1) }]
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
    reading.left.folders -= /[*?]/.test(part) ? found.length : 0
    if (reading.left.folders < 0) return undefined
  }
  return found
}

async function namesIn(folder: string, pattern: string): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return [pattern]
  const names = await readdir(folder).catch(() => [])
  const isHiddenMeant = pattern.startsWith('.')
  return names.filter((name) => (isHiddenMeant || !name.startsWith('.')) && fits(name, pattern)).sort()
}
