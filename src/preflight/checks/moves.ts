import { type Problem, problem } from '../../errors/problem.js'
import type { FoundReceipt } from '../../facts/host-facts.js'
import { type Check, type CheckInput, wasHere } from '../../roles/check.js'
import { roleOfName, roomOf } from '../../roles/index.js'
import { type Instance, instancesOn } from '../../topology/topology.js'

/**
 * A role of which there is one, and which keeps something, on another host than before: put there anew it would be a second
 * one with the same identity, and without its data.
 */
export const moves: Check = (input) =>
  input.topology.instances
    .filter(({ role }) => isBound(role))
    .flatMap((instance) => {
      const to = input.facts[instance.host]
      if (to === undefined || wasHere(to, input.topology.organisation, instance.name)) return []
      return formerHosts(input, instance).map((from) => moved(input, instance, from))
    })

function isBound(role: string): boolean {
  const { settings, service } = roomOf(role)
  return service.moves !== 'afresh' && settings.count !== 'any'
}

/** Hosts that org.yaml no longer names for the role, and where it was installed. */
function formerHosts({ topology, facts }: CheckInput, { role, name }: Instance): string[] {
  const isOurs = ({ organisation, instance }: FoundReceipt) =>
    organisation === topology.organisation && instance === name && roleOfName(instance) === role
  return Object.entries(facts).flatMap(([host, { receipts }]) =>
    receipts.some(isOurs) && !instancesOn(topology, host).some((one) => one.role === role) ? [host] : [],
  )
}

function moved({ topology }: CheckInput, { role, name, host: to }: Instance, from: string): Problem {
  const details = { role, from, to, data: `${topology.installDirectory}/${name}/data`, instance: name }
  return problem('preflight.role-moved', details, { host: to, instance: name })
}
