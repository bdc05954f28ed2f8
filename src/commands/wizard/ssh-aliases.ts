import { readdir, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, parse as parsePath, sep } from 'node:path'
import { type Line, LineType, parse } from 'ssh-config'
import { groupBy } from '../../lib/group-by.js'
import { IPV4 } from '../../topology/addresses.js'
import type { DraftHost } from '../../wizard/draft.js'
import { nameFrom, type SshAlias } from '../../wizard/hosts/host-names.js'

/**
 * Hosts that `~/.ssh/config` has a name for. Of several key files the first is taken. What the file says about where
 * a host is and how it is reached, and can't be honoured here, is named with the host.
 */
export async function sshAliases(homeDirectory: string, localUser?: string): Promise<readonly SshAlias[]> {
  const settings = await sshSettings(homeDirectory)
  const config: Config = { settingsFor: settingsByName(settings), homeDirectory, localUser }
  const names = settings
    .filter(({ option }) => option === 'host')
    .flatMap(({ words, conditions }) =>
      words.filter(
        (name) => isPlain(name) && name.length <= LONGEST_NAME && verdict(conditions, name, name) !== false,
      ),
    )
  return [...new Set(names)].flatMap((alias) => {
    const name = nameFrom(alias)
    return name === undefined ? [] : [{ name, ...loginFor(alias, config) }]
  })
}

interface Config {
  /** Those that may be about a host of that name, in the order of the file. */
  readonly settingsFor: (name: string) => readonly Setting[]
  readonly homeDirectory: string
  readonly localUser: string | undefined
}

type Login = Omit<SshAlias, 'name'>

/** Without a user where the file names none. `from` is the host whose jump host this is. */
function loginFor(name: string, config: Config, from?: string): Login {
  const { values, unsupported: unknown } = valuesFor(name, config.settingsFor(name))
  const { user, port: digits = '22', identityfile, proxyjump } = values
  const unsupported: (string | undefined)[] = [unknown]
  const expanded = (option: keyof typeof SPELLED, text: string, tokens: Tokens) => {
    const known = expand(text, tokens)
    if (known === undefined) unsupported.push(`${SPELLED[option]} ${text}`)
    return known
  }
  const target = expanded('hostname', values.hostname ?? name, { '%': '%', h: name }) ?? name
  const tokens: Tokens = { '%': '%', h: target, n: name, p: digits, r: user }
  const { homeDirectory: d, localUser: u } = config
  const identityFile =
    identityfile === undefined || identityfile === 'none'
      ? undefined
      : expanded('identityfile', identityfile, { ...tokens, d, u })
  const port = Number(digits)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) unsupported.push(`Port ${digits}`)
  const through = proxyjump === undefined ? undefined : expanded('proxyjump', proxyjump, tokens)
  const { jump, unsupported: unreachable } = jumpOver(through, name, config, from)
  for (const option of REFUSED) {
    const value = values[option] ?? 'no'
    const isHarmless = /^(no|none)$/i.test(value) || (option === 'canonicalizehostname' && IPV4.test(target))
    if (!isHarmless) unsupported.push(`${SPELLED[option]} ${value}`)
  }
  const [first] = [...unsupported, unreachable].filter((one) => one !== undefined)
  return {
    address: IPV4.test(target) ? target : '',
    ...(IPV4.test(target) ? {} : { ssh: target }),
    user: user ?? '',
    ...(port === 22 ? {} : { port }),
    ...(identityFile === undefined ? {} : { identityFile }),
    ...(jump === undefined ? {} : { jump }),
    ...(first === undefined ? {} : { unsupported: first }),
  }
}

/** `bastion`, or `user@bastion:2222`. A host has one jump host here, so a longer way is not supported. */
function jumpOver(written: string | undefined, of: string, config: Config, from: string | undefined) {
  if (written === undefined || written === 'none') return {}
  const unsupported = `ProxyJump ${written}`
  const [, user, name, givenPort] = /^(?:([^@,]+)@)?([^:@,/]+)(?::(\d+))?$/.exec(written) ?? []
  if (name === undefined) return { unsupported }
  // A file that names itself in a circle must end.
  if (name === of || name === from) return {}
  if (from !== undefined) return { unsupported }
  const { ssh, jump, unsupported: unreachable, ...known } = loginFor(name, config, of)
  if (unreachable !== undefined) return { unsupported: unreachable }
  const port = givenPort === undefined ? known.port : Number(givenPort)
  const login: DraftHost['jump'] = { ...known, address: ssh ?? known.address, user: user ?? known.user }
  return { jump: port === undefined ? login : { ...login, port } }
}

/** What is read, as it is spelled in sentences. */
const SPELLED = {
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
const REFUSED = ['proxycommand', 'canonicalizehostname', 'bindaddress', 'bindinterface', 'include'] as const

type Values = Partial<Record<keyof typeof SPELLED, string>>

/** As OpenSSH has it: the first value that is found for an option holds, and of the two ways through others the first. */
function valuesFor(name: string, settings: readonly Setting[]): { values: Values; unsupported?: string } {
  const values: Values = {}
  const known = new Map<Setting['conditions'], boolean | string>()
  for (const { conditions, option, words } of settings) {
    if (!isRead(option) || values[option] !== undefined) continue
    if (option === 'proxyjump' && values.proxycommand !== undefined) continue
    if (option === 'proxycommand' && values.proxyjump !== undefined) continue
    const hostName = () => expand(values.hostname ?? name, { '%': '%', h: name }) ?? name
    const holds = known.get(conditions) ?? verdict(conditions, name, hostName())
    known.set(conditions, holds)
    if (typeof holds === 'string') return { values, unsupported: holds }
    if (!holds) continue
    values[option] = words.join(' ')
    if (option === 'hostname') known.clear()
  }
  return { values }
}

/** A file of thousands of hosts has of most of them only what stands below their own names. */
function settingsByName(settings: readonly Setting[]): Config['settingsFor'] {
  const general: number[][] = []
  const named = new Map<string, number[][]>()
  for (const [conditions, places] of groupBy(settings.keys(), (at) => settings[at]?.conditions ?? [])) {
    const own = conditions.find(([keyword, ...words]) => keyword === 'host' && words.every(isPlain))
    if (own === undefined) general.push(places)
    for (const name of new Set(own?.slice(1))) named.set(name, [...(named.get(name) ?? []), places])
  }
  return (name) => {
    const places = [...general, ...(named.get(name) ?? [])].flat().sort((a, b) => a - b)
    return places.flatMap((at) => settings[at] ?? [])
  }
}

function isPlain(pattern: string): boolean {
  return !/[*?!]/.test(pattern)
}

function isRead(option: string): option is keyof typeof SPELLED {
  return Object.hasOwn(SPELLED, option)
}

/** Whether all of it holds for a host; the `Match` about which nobody can tell without connecting. */
function verdict(conditions: readonly Condition[], name: string, hostName: string): boolean | string {
  let unsure: string | undefined
  for (const [keyword, ...words] of conditions) {
    if (keyword === 'host') {
      if (!fitsPatterns(name, words)) return false
      continue
    }
    for (let i = 0; i < words.length; i++) {
      const criterion = words[i]?.toLowerCase()
      if (criterion === 'all') continue
      const about = { host: hostName, originalhost: name }[criterion ?? '']
      i += 1
      if (about === undefined) unsure ??= `Match ${words.join(' ')}`
      else if (!fitsPatterns(about, words[i]?.split(',') ?? [])) return false
    }
  }
  return unsure ?? true
}

type Tokens = Readonly<Record<string, string | undefined>>

/** Undefined when something in it has no meaning here. */
function expand(text: string, tokens: Tokens): string | undefined {
  if (text.includes('${')) return undefined
  let isKnown = true
  const full = text.replace(/%(.?)/g, (_, token: string) => {
    const value = Object.hasOwn(tokens, token) ? tokens[token] : undefined
    isKnown &&= value !== undefined
    return value ?? ''
  })
  return isKnown ? full : undefined
}

/** A line of `~/.ssh/config` or of a file that it includes, in the order in which OpenSSH reads them. */
interface Setting {
  /** All of them hold where the setting does: `['host', 'web*', '!web9']`, `['match', 'user', 'root']`. */
  readonly conditions: readonly Condition[]
  /** In small letters. An `include` that is still among the settings could not be read. */
  readonly option: string
  readonly words: readonly string[]
}

type Condition = readonly [keyword: string, ...words: string[]]

/** All settings that there are for hosts. A file that is not there is none; one that nobody understands is an `include`. */
async function sshSettings(homeDirectory: string): Promise<readonly Setting[]> {
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

/** As OpenSSH has it: one that is negated and fits leaves the host out, whatever else fits. */
function fitsPatterns(name: string, patterns: readonly string[]): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(name, pattern.slice(1)))) return false
  return patterns.some((pattern) => fits(name, pattern))
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
/** Characters: no name of a host is longer. */
const LONGEST_NAME = 253

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

/** One step for each character, and from each star on again: a regular expression may try all ways to share out a name among stars. */
function fits(name: string, pattern: string): boolean {
  if (pattern.length > 4 * LONGEST_NAME) return false
  let [at, of] = [0, 0]
  let star: { readonly at: number; readonly of: number } | undefined
  while (at < name.length) {
    if (pattern[of] === '*') {
      star = { at, of }
      of += 1
    } else if (pattern[of] === '?' || pattern[of] === name[at]) {
      at += 1
      of += 1
    } else if (star !== undefined) {
      star = { at: star.at + 1, of: star.of }
      at = star.at
      of = star.of + 1
    } else return false
  }
  return /^\**$/.test(pattern.slice(of))
}
