import { groupBy } from '../../lib/group-by.js'
import { IPV4 } from '../../topology/addresses.js'
import { nameFrom } from '../../topology/names.js'
import type { DraftHost } from '../../wizard/draft.js'
import type { SshAlias } from '../../wizard/hosts/host-names.js'
import { fitsPatterns, isPlain, LONGEST_NAME } from './ssh-patterns.js'
import { isRead, type Setting, SPELLED, sshSettings } from './ssh-settings.js'

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

/** Whether all of it holds for a host; the `Match` about which nobody can tell without connecting. */
function verdict(conditions: Setting['conditions'], name: string, hostName: string): boolean | string {
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
