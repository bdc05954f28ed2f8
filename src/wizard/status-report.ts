import { causeOf, type Problem } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import { closed } from '../preflight/checks/closed.js'
import { daysUntilFull } from '../preflight/upkeep/disk.js'
import { upkeep } from '../preflight/upkeep/index.js'
import { type InstanceStatus, isTroubled } from './instance-status.js'
import { type KeptData, keptData } from './kept-data.js'
import { closedProof, type Installed, type Proof, statusesOf, worldProof } from './proofs.js'
import type { Gathered } from './workbench.js'

/** All that a look at an organisation that runs tells: what screens, lines and monitoring show. */
export interface StatusReport {
  /** UTC, ISO 8601. */
  readonly at: string
  readonly instances: readonly InstanceStatus[]
  readonly hosts: readonly HostStatus[]
  /** Those that were given, and what time and people have done. */
  readonly problems: readonly Problem[]
  /** What is open to the world, and what trying came to of what should be closed. */
  readonly closed: readonly Proof[]
  /** Data that removals have left. */
  readonly kept: readonly KeptData[]
  /** What is to be looked after first; absent: nothing. */
  readonly next?: NextThing
}

export type NextThing = { readonly problem: Problem } | { readonly instance: InstanceStatus }

interface HostStatus {
  readonly host: string
  readonly clock: HostFacts['clock']
  readonly disk: {
    readonly freeMib: number
    readonly totalMib: number
    /** At the pace of the last weeks; `unknown` where it was not measured twice, a day apart. */
    readonly fullInDays: number | 'never' | 'unknown'
  }
  /** Of the record that it keeps. */
  readonly generation?: number
}

export function statusReport(installed: Installed, gathered: Gathered): StatusReport {
  const { at, facts } = gathered
  const instances = statusesOf(installed, gathered)
  const nowMs = Date.parse(at)
  const given = new Set(gathered.problems.map(causeOf))
  const worn = upkeep({ ...installed, facts, nowMs }).filter((one) => !given.has(causeOf(one)))
  const open = closed({ ...installed, facts, reach: [], ...(gathered.closed && { closed: gathered.closed }) })
  const problems = [...gathered.problems, ...worn, ...open]
  const next = nextOf(instances, problems)
  return {
    at,
    instances,
    hosts: Object.entries(facts).map(([host, told]) => hostStatus(host, told, nowMs)),
    problems,
    closed: [...worldProof(installed.topology), ...closedProof(installed.topology, gathered.closed)],
    kept: keptData(installed.topology, facts),
    ...(next === undefined ? {} : { next }),
  }
}

function hostStatus(host: string, told: HostFacts, nowMs: number): HostStatus {
  const { clock, hardware, record } = told
  const days = daysUntilFull(told, nowMs)
  const fullInDays = typeof days === 'number' ? Math.round(days * 10) / 10 : days
  return {
    host,
    clock,
    disk: { freeMib: hardware.diskFreeMib, totalMib: hardware.diskTotalMib, fullInDays },
    ...(record === undefined ? {} : { generation: record.generation }),
  }
}

const SEVERITIES: readonly Problem['severity'][] = ['error', 'warning', 'advice']

export function worstFirst(problems: readonly Problem[]): Problem[] {
  return SEVERITIES.flatMap((severity) => problems.filter((problem) => problem.severity === severity))
}

/** Hosts that can't be asked hide everything else; then what does not work, then what will not for long. */
function nextOf(instances: readonly InstanceStatus[], problems: readonly Problem[]): NextThing | undefined {
  const [worst] = worstFirst(problems)
  if (worst?.severity === 'error') return { problem: worst }
  const instance = instances.find((one) => isTroubled(one) && one.state !== 'unreachable')
  if (instance !== undefined) return { instance }
  return worst?.severity === 'warning' ? { problem: worst } : undefined
}
