import type { Problem } from '../errors/problem.js'
import { measuredSize, neededSize, sizeProblems } from '../preflight/host-size.js'
import { privateAddresses } from '../preflight/private-addresses.js'
import { roomOf } from '../roles/index.js'
import { type Host, instancesOn, type Topology } from '../topology/topology.js'
import { type DraftFile, hardwareOf, type Known, releaseOf } from './draft.js'

/** What measured hosts and addresses say about the placement; the rules of org.yaml know neither. */
export function roleFindings(file: DraftFile, topology: Topology, known: Known): Problem[] {
  return [
    ...topology.hosts.flatMap((host) => crowded(host, file, topology, known)),
    ...privateAddresses(topology, releaseOf(file, known)),
  ]
}

function crowded(host: Host, file: DraftFile, topology: Topology, known: Known): Problem[] {
  const hardware = hardwareOf(host.name, known)
  const release = releaseOf(file, known)
  const instances = instancesOn(topology, host.name)
  if (hardware === undefined || release === undefined || instances.length === 0) return []
  const size = measuredSize(hardware)
  const roles = [...new Set(instances.map(({ role }) => role))]
  const shared = roles.flatMap((role) => roomOf(role).placing.warns?.(host.name, instances, size) ?? [])
  const wanted = neededSize(
    release,
    instances.map(({ role }) => role),
  )
  const names = instances.map(({ name }) => name).join(', ')
  return [...shared, ...sizeProblems(host.name, size, wanted, names)]
}
