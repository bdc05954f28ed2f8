import type { Word } from '../i18n/say.js'
import { firewallOf, portText } from '../roles/firewall.js'
import type { ProofState } from '../roles/handover.js'
import { HANDOVERS } from '../roles/index.js'
import type { RoleWord } from '../roles/words.js'
import { type Instance, instanceId, type Topology } from '../topology/topology.js'
import { type InstanceStatus, instanceStatus, isTroubled, type StatusSource } from './instance-status.js'
import type { Gathered } from './workbench.js'

/** One thing that was asked of the services. */
export interface Proof {
  readonly state: ProofState
  readonly word: Word | RoleWord
  readonly values: Readonly<Record<string, string | number>>
}

export type Installed = Pick<StatusSource, 'topology' | 'release'>

/** Whether it works, as the services themselves tell. `says` of services is not made printable yet. */
export function proofsOf({ topology, release }: Installed, gathered: Gathered): Proof[] {
  const statuses = statusesOf({ topology, release }, gathered)
  const told = { topology, facts: gathered.facts }
  return [
    ...instances(statuses),
    ...closedProof(topology, gathered.closed),
    ...HANDOVERS.flatMap(({ proofs }) => proofs?.(told, (instance) => stateOf(statuses, instance)) ?? []).map(
      ({ values = {}, ...proof }) => ({ ...proof, values }),
    ),
  ]
}

export function statusesOf({ topology, release }: Installed, { facts, at }: Gathered): InstanceStatus[] {
  const nowMs = Date.parse(at)
  return topology.instances.map((instance) => instanceStatus({ topology, release, facts }, instance, nowMs))
}

const MOST_NAMED = 12

/** What of its services is open to everybody, by org.yaml; SSH is none of them. */
export function worldProof(topology: Topology): [Proof] {
  if (topology.firewall === undefined) return [{ state: 'open', word: 'proof.world.all', values: {} }]
  const open = firewallOf(topology).flatMap(({ host, rules }) =>
    rules.flatMap((rule) => {
      const { owner: name, from, protocol } = rule
      if (name === 'SSH' || from !== 'any') return []
      return [`${instanceId({ name, host: host.name })} ${portText(rule)}/${protocol}`]
    }),
  )
  const more = open.length > MOST_NAMED ? [`(+${open.length - MOST_NAMED})`] : []
  const ports = [...open.slice(0, MOST_NAMED), ...more].join(', ')
  return [{ state: 'ok', word: open.length === 0 ? 'proof.world.none' : 'proof.world', values: { ports } }]
}

/** Ports that are closed, as those found who tried; empty where org.yaml closes none. What could not be tried is no proof. */
export function closedProof(
  { firewall }: Pick<Installed['topology'], 'firewall'>,
  closed: Gathered['closed'],
): Proof[] {
  if (firewall === undefined || closed === undefined) return []
  const tried = closed.filter(({ result }) => result !== undefined)
  const open = tried.filter(({ result }) => result === 'open').length
  const values = { tried: tried.length, open, unknown: closed.length - tried.length }
  if (open > 0) return [{ state: 'failed', word: 'proof.closed.open', values }]
  if (tried.length === 0) return [{ state: 'open', word: 'proof.closed.unknown', values }]
  if (values.unknown > 0) return [{ state: 'open', word: 'proof.closed.partly', values }]
  return [{ state: 'ok', word: 'proof.closed', values }]
}

function instances(statuses: readonly InstanceStatus[]): Proof[] {
  const ill = statuses.filter(isTroubled)
  const asked = statuses.filter(({ state }) => state !== 'by-hand')
  const values = { healthy: asked.length - ill.length, all: asked.length }
  return [
    { state: ill.length === 0 ? 'ok' : 'failed', word: 'proof.instances', values },
    ...ill.map(({ instance, host, state, says }): Proof => {
      const name = instanceId({ name: instance, host })
      if (state === 'unreachable' || state === 'absent')
        return { state: 'failed', word: `proof.instance.${state}`, values: { instance: name } }
      return { state: 'failed', word: 'proof.instance', values: { instance: name, says } }
    }),
  ]
}

/** Of an instance that is set up by hand nothing can be asked from here. */
function stateOf(statuses: readonly InstanceStatus[], { name, host }: Instance): ProofState {
  const state = statuses.find((one) => one.instance === name && one.host === host)?.state
  if (state === 'by-hand') return 'open'
  return state === 'healthy' ? 'ok' : 'failed'
}
