import type { Code } from '../../errors/codes/index.js'
import { type Problem, problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { OldService } from '../../facts/old-installation.js'
import { CARRIER } from '../../roles/carrier/settings.js'
import type { Check, CheckInput } from '../../roles/check.js'
import { claimants } from '../../roles/claims.js'
import { instancesOf } from '../../topology/topology.js'

/**
 * What the ansible playbooks of before have installed, told once for all hosts. Nothing is installed over it: a new identity
 * would stand beside a database which says that the old one has joined. Beside what this organisation has installed already
 * only what still runs of it counts: its files may stay.
 */
export const oldInstallation: Check = (input) => {
  const all = Object.entries(input.facts).map(([host, facts]) => ({
    host,
    services: facts.old?.services ?? [],
    isOurs: isInstalled(facts, input),
  }))
  const inTheWay = all.filter(({ services, isOurs }) => services.length > 0 && !isOurs)
  const beside = all
    .map((one) => ({ ...one, services: one.services.filter(({ pids }) => pids.length > 0) }))
    .filter(({ services, isOurs }) => services.length > 0 && isOurs)
  const isRunning = inTheWay.some(({ services }) => services.some(({ pids }) => pids.length > 0))
  return [
    ...tell(isRunning ? 'preflight.old-installation' : 'preflight.old-stopped', inTheWay, 'error'),
    ...tell('preflight.old-beside', beside, 'warning'),
    ...(inTheWay.length > 0 ? [] : joinedElsewhere(input)),
  ]
}

/** Nothing is to be done about what is told because of an old installation on the host but what is told of that. */
export function isConsequence({ code, where }: Problem, old: readonly Problem[]): boolean {
  return CONSEQUENCES.includes(code) && old.some((one) => hostsOf(one).includes(where.host ?? ''))
}

/** What keeps everything else from being installed. */
export const OLD_INSTALLATION: readonly Code[] = [
  'preflight.old-installation',
  'preflight.old-stopped',
  'preflight.old-joined',
]

/** Of a problem that is told once for several hosts; none for others. */
export function hostsOf({ details: { hosts } }: Pick<Problem, 'details'>): readonly string[] {
  return hosts === undefined ? [] : String(hosts).split(', ')
}

const CONSEQUENCES: readonly Code[] = [
  'preflight.port-taken',
  'preflight.task-port-taken',
  'preflight.mysql-in-the-way',
  'preflight.mariadb-shared',
  'preflight.database-login',
  'preflight.database-untried',
  'preflight.database-kept',
  'preflight.nginx-site-hidden',
  'preflight.java-exists',
]

interface Found {
  readonly host: string
  readonly services: readonly OldService[]
}

function tell(code: Code, found: readonly Found[], severity: Problem['severity']): Problem[] {
  const [first] = found
  if (first === undefined) return []
  const all = found.flatMap(({ services }) => services)
  const times = all.flatMap(({ since }) => (since === 0 ? [] : [since]))
  const lines = found.slice(0, MOST_LINES).map(({ host, services }) => `  ${host}: ${placesOf(services)}`)
  const details = {
    hosts: found.map(({ host }) => host).join(', '),
    users: unique(all.map(({ user }) => user)).join(', '),
    found: lines.join('\n'),
    pids: pidsOf(found),
    since: times.length === 0 ? '' : minuteOf(Math.min(...times)),
  }
  return [problem(code, details, { host: first.host }, severity)]
}

const MOST_LINES = 20

/** `h1: 812 815; h2: 77` */
function pidsOf(found: readonly Found[]): string {
  return found
    .map(({ host, services }) => ({ host, pids: services.flatMap(({ pids }) => pids) }))
    .flatMap(({ host, pids }) => (pids.length === 0 ? [] : [`${host}: ${pids.join(' ')}`]))
    .join('; ')
}

/** `/home/ops: consul, carrier` */
function placesOf(services: readonly OldService[]): string {
  return unique(services.map(({ folder }) => folder))
    .map((folder) => {
      const names = services.filter((one) => one.folder === folder).map(({ name }) => name)
      return `${folder}: ${names.join(', ')}`
    })
    .join('; ')
}

/** A database that a removed old installation has left, where nothing is that has its identity. */
function joinedElsewhere(input: CheckInput): Problem[] {
  const { topology, facts } = input
  const carriers = instancesOf(topology, CARRIER).map(({ host, name }) => ({ here: facts[host], name }))
  const isKept = carriers.some(({ here, name }) => here?.installDirectory?.includes(name) === true)
  if (isKept || Object.values(facts).some((here) => isInstalled(here, input))) return []
  return Object.entries(facts).flatMap(([host, { old }]) =>
    old?.joined === undefined
      ? []
      : [problem('preflight.old-joined', { host, hosts: host, identity: old.joined }, { host })],
  )
}

function isInstalled(facts: HostFacts, { topology }: CheckInput): boolean {
  return claimants(facts, topology.installDirectory).has(topology.organisation)
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}

/** `2026-11-30 18:34`, UTC. */
function minuteOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
}
