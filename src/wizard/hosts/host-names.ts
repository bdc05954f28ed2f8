import { problem } from '../../errors/problem.js'
import { groupBy } from '../../lib/group-by.js'
import { oncePer } from '../../lib/once-per.js'
import { SSH_PORT } from '../../roles/ports.js'
import { nameFrom, nextName } from '../../topology/names.js'
import type { DraftHost } from '../draft.js'
import { type InputEntry, type LineMistake, mistake } from './entry.js'

/** Hosts of one list, as many as anybody has. */
export const MOST_HOSTS = 256

export interface HostsInput {
  /** What is there already: its names and addresses are taken. */
  readonly existing: readonly DraftHost[]
  /** Hosts of the operator's `~/.ssh/config`. */
  readonly aliases?: readonly SshAlias[]
  /** For what a line does not say. */
  readonly usual?: Pick<DraftHost, 'user' | 'port' | 'identityFile'>
}

type Nameless = Omit<DraftHost, 'name'>

interface NameCandidate {
  readonly entry: InputEntry
  readonly host: Nameless
  /** Asked for by the operator. */
  readonly wanted?: string | undefined
  /** A good name, if it is free. */
  readonly suggested?: string | undefined
}

/** Hosts out of entries: no address twice, and a name for each: the one that was written, or the next `hN`. */
export function nameEntries(
  entries: readonly InputEntry[],
  input: HostsInput,
): { hosts: DraftHost[]; mistakes: LineMistake[] } {
  const known = new Map(input.existing.map((host) => [placeKey(host), host.name]))
  const fresh = new Map<string, NameCandidate>()
  const repeated: NameCandidate[] = []
  for (const entry of entries) {
    if (fresh.size > MOST_HOSTS || repeated.length > 4 * MOST_HOSTS) break
    for (const candidate of candidatesOf(entry, input)) {
      const key = placeKey(candidate.host)
      if (known.has(key) || fresh.has(key)) repeated.push(candidate)
      else fresh.set(key, candidate)
    }
  }
  const room = Math.max(0, MOST_HOSTS - input.existing.length)
  const taken = [...fresh.values()].slice(0, room)
  const names = chooseNames(taken, input.existing)
  const hosts = taken.map(({ host }, i): DraftHost => ({ name: names[i] ?? '', ...host }))
  for (const host of hosts) known.set(placeKey(host), host.name)
  const nameOf = (candidate: NameCandidate) => known.get(placeKey(candidate.host)) ?? ''
  return {
    hosts,
    mistakes: [
      ...repeated.flatMap((candidate) => {
        const name = nameOf(candidate)
        return name === '' ? [] : [advice('hosts.there-already', candidate, placeText(candidate.host), name)]
      }),
      ...taken.flatMap((candidate, i) => {
        const { wanted } = candidate
        const name = names[i] ?? ''
        return wanted === undefined || wanted.toLowerCase() === name
          ? []
          : [advice('hosts.renamed', candidate, wanted, name)]
      }),
      ...[...fresh.values()]
        .slice(room, room + 1)
        .map(({ entry, host }) => mistake('hosts.too-many', placeText(host), entry, { most: MOST_HOSTS })),
    ],
  }
}

function candidatesOf(entry: InputEntry, { aliases = [], usual }: HostsInput): NameCandidate[] {
  const { name } = entry
  const { addresses, ssh } = entry.target
  const alias = aliasNamed(ssh ?? '', aliases)
  const port = entry.port ?? alias?.port ?? usual?.port
  const identityFile = entry.identityFile ?? alias?.identityFile ?? usual?.identityFile
  const way = alias === undefined ? ssh : alias.ssh
  const login = {
    user: entry.user ?? (alias?.user || usual?.user) ?? '',
    ...(port === undefined || port === SSH_PORT ? {} : { port }),
    ...(identityFile === undefined ? {} : { identityFile }),
  }
  if (addresses.length === 0) {
    const suggested = alias?.name ?? nameFrom((ssh ?? '').split('.')[0] ?? '')
    const host = {
      address: alias?.address ?? '',
      ...login,
      ...(way === undefined ? {} : { ssh: way }),
      ...(alias?.jump === undefined ? {} : { jump: alias.jump }),
    }
    return [{ entry, host, wanted: name, suggested }]
  }
  const joint = name !== undefined && /\d$/.test(name) ? '-' : ''
  return addresses.map((address, i) => ({
    entry,
    host: { address, ...login, ...(ssh === undefined ? {} : { ssh }) },
    wanted: addresses.length > 1 && name !== undefined ? `${name}${joint}${i + 1}` : name,
  }))
}

/** Names that somebody chose come first, so that a made one never takes them. */
function chooseNames(candidates: readonly NameCandidate[], existing: readonly DraftHost[]): string[] {
  const taken = new Set(existing.map(({ name }) => name))
  const chosen = candidates.map(({ wanted, suggested }) => {
    const name = nameFrom(wanted ?? suggested ?? '')
    if (name === undefined || taken.has(name)) return undefined
    taken.add(name)
    return name
  })
  return chosen.map((name) => {
    if (name !== undefined) return name
    const made = nextName(taken)
    taken.add(made)
    return made
  })
}

function placeKey({ address, ssh, port }: Nameless): string {
  return address === '' ? `${ssh} ${port ?? SSH_PORT}` : address
}

function placeText({ address, ssh }: Nameless): string {
  return address === '' ? (ssh ?? '') : address
}

function advice(
  code: 'hosts.there-already' | 'hosts.renamed',
  { entry: { line, text } }: NameCandidate,
  found: string,
  host: string,
): LineMistake {
  return { line, text, problem: problem(code, { found, host, line }, {}, 'advice') }
}

/** A host of the operator's `~/.ssh/config`. */
export interface SshAlias extends DraftHost {
  /** What the file says of the way to it and can't be honoured: `ProxyCommand nc %h %p`. It is not reached another way. */
  readonly unsupported?: string
}

export function aliasNamed(word: string, aliases: readonly SshAlias[]): SshAlias | undefined {
  const name = nameFrom(word)
  return name === undefined ? undefined : byName(aliases).get(name)?.[0]
}

// Every line of a long list asks about all of them.
const byName = oncePer((aliases: readonly SshAlias[]) => groupBy(aliases, ({ name }) => name))

/** What was typed with the name of `~/.ssh/config` that is begun at its end; undefined where that is none. */
export function completedAlias(typed: string, aliases: readonly SshAlias[]): string | undefined {
  const [, before = '', begin = ''] = /^(.*[\s,@])?([a-z0-9-]+)$/i.exec(typed) ?? []
  const alias = aliases.find(
    ({ name }) => begin !== '' && name.startsWith(begin.toLowerCase()) && name !== begin,
  )
  return alias === undefined ? undefined : `${before}${alias.name}`
}

/** Why a host is not taken over from `~/.ssh/config`. */
export function refusal(entry: InputEntry, aliases: readonly SshAlias[]): LineMistake | undefined {
  const alias = aliasNamed(entry.target.ssh ?? '', aliases)
  if (alias?.unsupported === undefined) return undefined
  return mistake('hosts.unsupported-setting', alias.name, entry, { setting: alias.unsupported.slice(0, 120) })
}
