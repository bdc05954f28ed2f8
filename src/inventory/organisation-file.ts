import { type Problem, problem } from '../errors/problem.js'
import { groupBy } from '../lib/group-by.js'
import { formatPath, type Path } from '../topology/document.js'
import { nameFrom, nextName } from '../topology/names.js'
import type { Taken } from './answers.js'
import { OLD_ROLES, SINGLE } from './old-variables.js'

/** What the playbooks and their folder say beside the inventories. */
export interface OldProject {
  /** Of the carrier's template, where it is not the one that the release has. */
  readonly bootstrapNodes?: { readonly value: readonly string[]; readonly from: string }
  /** Files on this machine. */
  readonly tls?: {
    readonly value: { readonly certificate: string; readonly key: string }
    readonly from: string
  }
}

export interface OrganisationFile {
  readonly value: Readonly<Record<string, unknown>>
  /** By `formatPath`: where the value was said. */
  readonly comments: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

type Mapping = { [key: string]: unknown }

/** The release that the playbooks of the branch `ansible` install. */
const RELEASE = 'metis-0.3.0'
/** As in presets; `validate` names the line until it is another one. */
const HOLES = { externalAddress: '198.51.100.10', organisation: 'my-organisation' }

/** org.yaml out of what was taken over. `origin` says where a value comes from, in the words of its comment. */
export function organisationFile(
  taken: readonly Taken[],
  project: OldProject,
  { origin, fillIn }: { readonly origin: (from: Taken['from']) => string; readonly fillIn: string },
): OrganisationFile {
  const comments = new Map<string, string>()
  const problems: Problem[] = []
  const names = hostNames(taken)
  const byTop = (top: string) => taken.filter(({ at }) => at[0] === top)
  const note = (path: Path, from: Taken['from'] | undefined) =>
    comments.set(formatPath(path), from === undefined ? fillIn : origin(from))

  const given = byTop('organisation')[0]
  const organisation = nameFrom(String(given?.value ?? '')) ?? HOLES.organisation
  note(['organisation'], organisation === HOLES.organisation ? undefined : given?.from)
  if (given !== undefined && organisation !== given.value)
    problems.push(renamed('cluster_name', String(given.value), organisation, given))

  const place = new Map(
    byTop('roles')
      .toReversed()
      .map(({ at, from }) => [at[2] ?? '', from]),
  )
  const hosts: Record<string, Mapping> = {}
  for (const [i, name] of [...names.values()].entries()) {
    hosts[name] = { address: `192.0.2.${11 + (i % 240)}` }
    note(['hosts', name, 'address'], undefined)
  }
  for (const { at, value, from } of byTop('hosts')) {
    const [, host = '', key = ''] = at
    const name = names.get(host) ?? ''
    const entry = hosts[name]
    if (entry === undefined) continue
    entry[key] = value
    note(
      ['hosts', name, ...(key === 'jump' ? [key, 'address'] : [key])],
      from.name === '' ? place.get(host) : from,
    )
  }

  const roles: Mapping = {}
  const placed = groupBy(byTop('roles'), ({ at }) => `${at.length} ${at[1]}`)
  const settings = groupBy(
    byTop('roles').filter(({ at }) => at.length === 4),
    ({ at }) => `${at[1]} ${at[2]}`,
  )
  for (const role of OLD_ROLES) {
    const bearers = placed.get(`3 ${role}`) ?? []
    const isSingle = SINGLE.includes(role)
    const entries = bearers.map(({ at, from }, i) => {
      const own = settings.get(`${role} ${at[2]}`) ?? []
      const path: Path = isSingle ? ['roles', role] : ['roles', role, i]
      const needs = role === 'carrier' || role === 'via' ? { externalAddress: HOLES.externalAddress } : {}
      const host = names.get(at[2] ?? '') ?? ''
      if (Object.keys(needs).length > 0) note([...path, 'externalAddress'], undefined)
      const entry: Mapping = { host, ...needs }
      for (const one of own) {
        const key = one.at[3] ?? ''
        entry[key] = one.value
        note([...path, ...(key === 'database' ? [key, 'host'] : [key])], one.from)
      }
      const isShort = Object.keys(entry).length === 1
      note(isShort ? path : [...path, 'host'], from)
      if (role === 'admin' && i === 0 && project.tls !== undefined) {
        entry.tls = project.tls.value
        comments.set(formatPath([...path, 'tls', 'certificate']), project.tls.from)
      }
      return isShort && entry.tls === undefined ? host : entry
    })
    const [first, ...others] = entries
    if (first === undefined) continue
    if (isSingle && others.length > 0)
      problems.push(problem('import.several-hosts', { role, count: entries.length }, whereOf(bearers[1])))
    roles[role] = isSingle ? first : entries
  }

  const ports: Mapping = {}
  for (const { at, value, from } of byTop('ports')) {
    const [, group = '', key] = at
    if (key === undefined) ports[group] = value
    else ports[group] = { ...(ports[group] as Mapping | undefined), [key]: value }
    note(at, from)
  }
  const network: Mapping = {}
  const [center] = byTop('network')
  if (center !== undefined) {
    network.dataCenter = center.value
    note(['network', 'dataCenter'], center.from)
  }
  if (project.bootstrapNodes !== undefined) {
    network.bootstrapNodes = project.bootstrapNodes.value
    comments.set('network.bootstrapNodes', project.bootstrapNodes.from)
  }
  const login = Object.values(hosts).find(({ user }) => user === 'metis')
  if (login !== undefined) comments.set('serviceUser', 'user: metis')
  return {
    value: {
      organisation,
      release: RELEASE,
      hosts,
      roles,
      ...(Object.keys(ports).length === 0 ? {} : { ports }),
      ...(Object.keys(network).length === 0 ? {} : { network }),
      ...(login === undefined ? {} : { serviceUser: 'metis-service' }),
    },
    comments,
    problems,
  }
}

/** A name for each host that bears a role: its own where that can be one, else the next `hN`. */
function hostNames(taken: readonly Taken[]): ReadonlyMap<string, string> {
  const hosts = [...new Set(taken.filter(({ at }) => at[0] === 'roles').map(({ at }) => at[2] ?? ''))]
  const names = new Map<string, string>()
  const used = new Set<string>()
  const give = (host: string, name: string) => {
    names.set(host, name)
    used.add(name)
  }
  for (const host of hosts) {
    const name = nameFrom(/^[\d.]+$/.test(host) ? '' : (host.split('.')[0] ?? ''))
    if (name !== undefined && !used.has(name)) give(host, name)
  }
  let number = Number(nextName(used).slice(1))
  for (const host of hosts) if (!names.has(host)) give(host, `h${number++}`)
  return new Map(hosts.map((host) => [host, names.get(host) ?? '']))
}

function renamed(name: string, found: string, used: string, one: Taken): Problem {
  return problem('import.renamed', { name, found: found.slice(0, 80), used }, whereOf(one), 'advice')
}

function whereOf(one: Taken | undefined) {
  if (one === undefined) return {}
  const { file, line } = one.from
  return { file, ...(line === undefined ? {} : { line }) }
}
