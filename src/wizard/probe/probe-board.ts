import type { Code } from '../../errors/codes/index.js'
import type { Problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { DraftHost } from '../draft.js'
import { readyValue, type Work } from '../start-work.js'
import { type Gathered, PROBE_STAGES, type ProbeStage } from '../workbench.js'

/** What is known of every host that is being probed or was, by its name. */
export type ProbeBoard = Readonly<Record<string, Probe>>

export interface Probe {
  /** As it was when it was probed. */
  readonly host: DraftHost
  readonly state: 'waiting' | 'running' | 'ready' | 'failed'
  /** The one that is under way, or at which it failed. */
  readonly stage: ProbeStage
  /** Once it is ready; those from before while it is probed again. */
  readonly facts?: HostFacts
  /** Why it failed. */
  readonly problem?: Problem
}

export type ProbeEvent =
  | { readonly type: 'queued'; readonly host: DraftHost }
  | { readonly type: 'started'; readonly name: string }
  | { readonly type: 'reached'; readonly name: string; readonly stage: ProbeStage }
  | { readonly type: 'ready'; readonly name: string; readonly facts: HostFacts }
  | { readonly type: 'failed'; readonly name: string; readonly problem: Problem }
  | { readonly type: 'gone'; readonly name: string }

export const NO_PROBES: ProbeBoard = {}

export function boardAfter(board: ProbeBoard, event: ProbeEvent): ProbeBoard {
  if (event.type === 'queued') return { ...board, [event.host.name]: queued(board, event.host) }
  if (event.type === 'gone') {
    return Object.fromEntries(Object.entries(board).filter(([name]) => name !== event.name))
  }
  const before = Object.hasOwn(board, event.name) ? board[event.name] : undefined
  return before === undefined ? board : { ...board, [event.name]: probeAfter(before, event) }
}

function queued(board: ProbeBoard, host: DraftHost): Probe {
  const before = Object.hasOwn(board, host.name) ? board[host.name] : undefined
  const isSame = before !== undefined && wayTo(before.host) === wayTo(host)
  const facts = isSame ? before.facts : undefined
  return { host, state: 'waiting', stage: 'reach', ...(facts === undefined ? {} : { facts }) }
}

function probeAfter(
  { problem: _problem, ...probe }: Probe,
  event: Exclude<ProbeEvent, { type: 'queued' | 'gone' }>,
): Probe {
  switch (event.type) {
    case 'started':
      return { ...probe, state: 'running', stage: 'reach' }
    case 'reached':
      return { ...probe, stage: later(probe.stage, event.stage) }
    case 'ready':
      return { ...probe, state: 'ready', stage: 'facts', facts: event.facts }
    case 'failed': {
      const { facts: _facts, ...rest } = probe
      const stage = stageOfCode(event.problem.code) ?? probe.stage
      return { ...rest, state: 'failed', stage, problem: event.problem }
    }
  }
}

/** All that decides whether and how a host is reached: the same way needs no second probe. */
export function wayTo(host: DraftHost): string {
  const { local, ssh, user, port, identityFile, hostKey, jump } = host
  if (local === true) return 'local'
  return JSON.stringify([ssh ?? host.address, user, port ?? 22, identityFile, hostKey, jump])
}

/** Whether enough is known of a host to try it. */
export function isProbeable({ local, byHand, address, ssh, user }: DraftHost): boolean {
  if (byHand === true) return false
  return local === true || (user !== '' && (ssh ?? address) !== '')
}

export type StageResult = 'pending' | 'running' | 'done' | 'failed' | 'none'

/** How one stage of a probe stands. The computer that the installer runs on is not connected to. */
export function stageResult(probe: Probe | undefined, stage: ProbeStage): StageResult {
  if (probe?.host.local === true && (stage === 'reach' || stage === 'host-key' || stage === 'login'))
    return 'none'
  if (probe === undefined || probe.state === 'waiting') return 'pending'
  if (probe.state === 'ready') return 'done'
  const distance = PROBE_STAGES.indexOf(stage) - PROBE_STAGES.indexOf(probe.stage)
  if (distance === 0) return probe.state
  return distance < 0 ? 'done' : 'pending'
}

/** A connection over a jump host, or one that is tried again, goes through its stages anew: shown is the furthest. */
function later(one: ProbeStage, other: ProbeStage): ProbeStage {
  return PROBE_STAGES.indexOf(other) > PROBE_STAGES.indexOf(one) ? other : one
}

/** The stage that a problem of a connection belongs to; undefined for problems of other kinds. */
export function stageOfCode(code: Code): ProbeStage | undefined {
  return STAGES.find(([codes]) => codes.test(code))?.[1]
}

/** The first that fits: once there is a root shell, all that can fail is asking. */
const STAGES: readonly (readonly [RegExp, ProbeStage])[] = [
  [/^connection\.(name-unknown|refused|no-route|timed-out|dropped)$/, 'reach'],
  [/^connection\.(not-ssh|no-common-algorithm|failed|jump-failed)$/, 'reach'],
  [/^connection\.(host-key|known-hosts)-/, 'host-key'],
  [/^connection\.(key-file|passphrase|login)-/, 'login'],
  [/^connection\.(sudo-.*|no-bash|no-root-shell)$/, 'sudo'],
  [/^connection\./, 'facts'],
]

/** What is known of the hosts, by name: what their last probe told, else the last look at all of them. */
export function knownFacts(
  probes: ProbeBoard,
  gathered: Work<Gathered>,
): Readonly<Record<string, HostFacts>> {
  const probed = Object.entries(probes).flatMap(([name, { facts }]) =>
    facts === undefined ? [] : [[name, facts] as const],
  )
  return { ...readyValue(gathered)?.facts, ...Object.fromEntries(probed) }
}
