import { type Problem, problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { RecordBody } from '../../record/record.js'
import type { Facts } from '../../runner/engine.js'
import { unitOf } from '../../topology/host-paths.js'
import { instancesOn, type Topology } from '../../topology/topology.js'

type Members = RecordBody['members']

/** All that were part of it before stay so until a host shows that nothing of them is there; `facts`: of hosts that were asked. */
export function membersOf(topology: Topology, before: Members, facts: Facts): Members {
  const now = topology.hosts.map(({ name: host, address }) => {
    const named = instancesOn(topology, host).map(({ name }) => name)
    const former = before.filter(isAt({ name: host, address })).flatMap(({ instances }) => instances)
    const left = former.filter((name) => facts[host] === undefined || isThere(name, facts[host]))
    return { host, address, instances: [...new Set([...named, ...left])] }
  })
  return [...now, ...formerMembers(topology.hosts, before)]
}

/** Hosts that are no longer in org.yaml, so that nobody sees what may run there still. */
export function formerHosts({ organisation, hosts }: Topology, before: Members): Problem[] {
  return formerMembers(hosts, before).map(({ host, address, instances }) => {
    const units = instances.map(unitOf).join(' ')
    const details = { host, address, organisation, instances: instances.join(', '), units }
    return problem('record.former-host', details, { host }, 'warning')
  })
}

function formerMembers(hosts: Topology['hosts'], before: Members): Members {
  return before.filter((one) => one.instances.length > 0 && !hosts.some((host) => isAt(host)(one)))
}

/** A host that was given another name is the same one. */
function isAt({ name, address }: Pick<Topology['hosts'][number], 'name' | 'address'>) {
  return (member: Members[number]) => member.host === name || member.address === address
}

function isThere(instance: string, { units, receipts }: HostFacts): boolean {
  return (
    units[unitOf(instance)] !== undefined ||
    receipts.some((one) => one.instance === instance && one.now !== undefined)
  )
}
