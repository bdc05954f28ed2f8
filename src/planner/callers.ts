import { inputsOf, resourceOf } from '../actions/resource.js'
import { oncePer } from '../lib/once-per.js'
import { consulFacts } from '../roles/consul/facts.js'
import { comparedTokens } from '../roles/consul/tokens.js'
import { callerOf, tokenFile } from '../roles/consul-token.js'
import { registryOf, roleOfName, serviceOf } from '../roles/index.js'
import { consulTokenOf } from '../roles/secret-names.js'
import { type Caller, OPERATOR } from '../roles/service.js'
import { unitFile } from '../roles/unit-text.js'
import { type Instance, isByHand } from '../topology/topology.js'
import { ownedOnHost } from './owned.js'
import type { PlanInput } from './plan.js'
import { inputOf } from './service-input.js'

/** Who calls the registry, each with what it may do there; the operator first. What has yet to leave signs off by its own token. */
export const callersOf = oncePer((plan: PlanInput): readonly Caller[] => {
  const { topology, release, secretDigest } = plan
  return [
    callerWith(OPERATOR, { policy: 'global-management', rights: [] }, secretDigest),
    ...[...topology.instances, ...leavingLater(plan)].flatMap((instance) => {
      const rights = serviceOf(instance).rights?.(release)
      const policy = `metis-${instance.role}`
      return rights === undefined ? [] : [callerWith(callerOf(instance), { policy, rights }, secretDigest)]
    }),
  ]
})

/** What org.yaml no longer names on hosts that do not answer, or get it by a kit. */
function leavingLater({ topology, facts, away = [] }: PlanInput): Pick<Instance, 'role' | 'name' | 'host'>[] {
  const there = away.flatMap(({ host, instances }) =>
    instances.map((name) => ({ host, name, role: roleOfName(name) })),
  )
  const byHand = topology.hosts.flatMap(({ name: host }) => {
    const known = isByHand(topology, host) ? facts[host] : undefined
    return known === undefined
      ? []
      : ownedOnHost(topology, host, known).forgotten.map(({ role, name }) => ({ host, name, role }))
  })
  return [...there, ...byHand].flatMap(({ role, ...one }) => (role === undefined ? [] : [{ ...one, role }]))
}

function callerWith(
  name: string,
  may: Pick<Caller, 'policy' | 'rights'>,
  digest: PlanInput['secretDigest'],
): Caller {
  return { name, ...may, mark: digest(consulTokenOf(name)) }
}

/** What the registry tells of their tokens; undefined where it tells nothing. */
export function tokensOf(plan: PlanInput): ReturnType<typeof comparedTokens> | undefined {
  const registry = registryOf(plan.topology)?.instance.host
  const known = registry === undefined ? undefined : consulFacts(plan.facts[registry] ?? {})?.tokens
  return known && comparedTokens(known, callersOf(plan))
}

/** Whether receipts show that each of them was started with its token. */
export function allHaveTokens(plan: PlanInput): boolean {
  return plan.topology.instances.every(
    (instance) => serviceOf(instance).rights === undefined || wasStartedWithToken(plan, instance),
  )
}

/** The receipt of a unit is void from when one of the files that it is started from is written, until it is started. */
function wasStartedWithToken(plan: PlanInput, instance: Instance): boolean {
  const facts = plan.facts[instance.host]
  if (facts === undefined) return false
  const input = { ...inputOf(plan, instance, facts), hasToken: true }
  const file = unitFile(input, serviceOf(instance).unit(input))
  const holds = (id: string, inputs?: string) =>
    facts.receipts.some(
      (one) => one.id === id && one.stat === one.now && (inputs === undefined || one.inputs === inputs),
    )
  const { name } = instance
  return (
    holds(`file:${tokenFile(plan.topology, name)}`) &&
    holds(resourceOf(file, name), inputsOf(file, plan.secretDigest)) &&
    holds(`unit:${file.path.split('/').at(-1)}`)
  )
}
