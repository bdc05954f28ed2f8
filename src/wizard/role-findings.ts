import { type Problem, problem } from '../errors/problem.js'
import { measuredSize, neededSize, sizeProblems } from '../preflight/host-size.js'
import { privateAddresses } from '../preflight/private-addresses.js'
import { type Host, instancesOn, type Topology } from '../topology/topology.js'
import type { DraftFile } from './draft.js'
import { hardwareOf, type Known, releaseOf } from './known.js'
import { SMALL_FOR_DATABASE_GIB } from './site-cost.js'

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
  const fighters = instances.filter(({ role }) => role === 'data' || role === 'compute')
  const database = instances.some((one) => one.role === 'admin' && one.database.kind === 'managed')
  const shared =
    database && fighters.length > 0 && size.memoryGib < SMALL_FOR_DATABASE_GIB
      ? [
          problem(
            'roles.database-beside-fighter',
            {
              host: host.name,
              memory: size.memoryGib,
              fighters: fighters.map(({ name }) => name).join(', '),
            },
            { host: host.name, instance: 'admin' },
            'warning',
          ),
        ]
      : []
  const wanted = neededSize(
    release,
    instances.map(({ role }) => role),
  )
  const names = instances.map(({ name }) => name).join(', ')
  return [...shared, ...sizeProblems(host.name, size, wanted, names)]
}
