import { SSH_PORT } from '../../roles/ports.js'
import { name as hostName } from '../../topology/values.js'
import type { DraftHost } from '../draft.js'
import { type InputEntry, type Mistake, mistake } from './entry.js'

export interface NamingInput {
  readonly existing: readonly DraftHost[]
  readonly aliases?: readonly DraftHost[]
  readonly usual?: Pick<DraftHost, 'user' | 'port' | 'identityFile'>
  /** Hosts that there may be in all. */
  readonly most: number
}

type Nameless = Omit<DraftHost, 'name'>

interface NameCandidate {
  readonly entry: InputEntry
  readonly host: Nameless
  /** Asked for by the operator. */
  readonly wanted?: string
  /** A good name, if it is free. */
  readonly suggested?: string
}

/** Hosts out of entries: no address twice, and a name for each: the one that was written, or the next `hN`. */
export function nameEntries(
  entries: readonly InputEntry[],
  input: NamingInput,
): { hosts: DraftHost[]; mistakes: Mistake[] } {
  const known = new Map(input.existing.map((host) => [placeKey(host), host.name]))
  const fresh = new Map<string, NameCandidate>()
  const repeated: NameCandidate[] = []
  for (const entry of entries) {
    if (fresh.size > input.most || repeated.length > 4 * input.most) break
    for (const candidate of candidatesOf(entry, input)) {
      const key = placeKey(candidate.host)
      if (known.has(key) || fresh.has(key)) repeated.push(candidate)
      else fresh.set(key, candidate)
    }
  }
  const room = Math.max(0, input.most - input.existing.length)
  const taken = [...fresh.values()].slice(0, room)
  const names = chooseNames(taken, input.existing)
  const hosts = taken.map(({ host }, i): DraftHost => ({ name: names[i] ?? '', ...host }))
  for (const host of hosts) known.set(placeKey(host), host.name)
  const nameOf = (candidate: NameCandidate) => known.get(placeKey(candidate.host)) ?? ''
  return {
    hosts,
    mistakes: [
      ...repeated
        .filter((candidate) => nameOf(candidate) !== '')
        .map((candidate) =>
          advice('hosts.there-already', candidate, placeText(candidate.host), nameOf(candidate)),
        ),
      ...taken.flatMap((candidate, i) => {
        const { wanted } = candidate
        const name = names[i] ?? ''
        return wanted === undefined || wanted.toLowerCase() === name
          ? []
          : [advice('hosts.renamed', candidate, wanted, name)]
      }),
      ...[...fresh.values()].slice(room, room + 1).map(({ entry, host }): Mistake => {
        const { line, text } = entry
        return { line, text, code: 'hosts.too-many', details: { found: placeText(host), most: input.most } }
      }),
    ],
  }
}

/** A name out of whatever a host is called elsewhere: `Node_A` becomes `node-a`; undefined when nothing is left. */
export function nameFrom(text: string): string | undefined {
  const plain = text
    .slice(0, 253)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 31)
    .replace(/-+$/, '')
  return hostName.safeParse(plain).success ? plain : undefined
}

/** `h4` after `h1` to `h3`. */
export function nextName(names: Iterable<string>): string {
  const numbers = [...names].map((name) => Number(/^h(\d{1,6})$/.exec(name)?.[1] ?? 0))
  return `h${Math.max(0, ...numbers) + 1}`
}

function candidatesOf(entry: InputEntry, { aliases = [], usual }: NamingInput): NameCandidate[] {
  const { target, name } = entry
  const alias =
    target.ssh === undefined ? undefined : aliases.find((one) => one.name === nameFrom(target.ssh ?? ''))
  const user = entry.user ?? (alias?.user || undefined) ?? usual?.user ?? ''
  const port = entry.port ?? alias?.port ?? usual?.port
  const identityFile = entry.identityFile ?? alias?.identityFile ?? usual?.identityFile
  const login = {
    user,
    ...(port === undefined || port === SSH_PORT ? {} : { port }),
    ...(identityFile === undefined ? {} : { identityFile }),
  }
  if (target.addresses.length === 0) {
    const ssh = alias === undefined ? target.ssh : alias.ssh
    const place = { address: alias?.address ?? '', ...login, ...(ssh === undefined ? {} : { ssh }) }
    const suggested = alias?.name ?? nameFrom((target.ssh ?? '').split('.')[0] ?? '')
    const jump = alias?.jump === undefined ? {} : { jump: alias.jump }
    const names = {
      ...(name === undefined ? {} : { wanted: name }),
      ...(suggested === undefined ? {} : { suggested }),
    }
    return [{ entry, host: { ...place, ...jump }, ...names }]
  }
  const joint = name !== undefined && /\d$/.test(name) ? '-' : ''
  return target.addresses.map((address, i) => {
    const host = { address, ...login, ...(target.ssh === undefined ? {} : { ssh: target.ssh }) }
    const wanted = target.addresses.length > 1 && name !== undefined ? `${name}${joint}${i + 1}` : name
    return { entry, host, ...(wanted === undefined ? {} : { wanted }) }
  })
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
  code: Mistake['code'],
  { entry: { line, text } }: NameCandidate,
  found: string,
  host: string,
): Mistake {
  return { line, text, code, details: { found, host }, severity: 'advice' }
}

/** A host of the operator's `~/.ssh/config`. */
export interface SshAlias extends DraftHost {
  /** What the file says of the way to it and can't be honoured: `ProxyCommand nc %h %p`. It is not reached another way. */
  readonly unsupported?: string
}

/** Why a host is not taken over from `~/.ssh/config`. */
export function refusal(entry: InputEntry, aliases: readonly SshAlias[]): Mistake | undefined {
  const { ssh } = entry.target
  const alias = ssh === undefined ? undefined : aliases.find(({ name }) => name === nameFrom(ssh))
  if (alias?.unsupported === undefined) return undefined
  return mistake('hosts.unsupported-setting', alias.name, entry, { setting: alias.unsupported.slice(0, 120) })
}
