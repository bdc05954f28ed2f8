import type { Problem } from '../errors/problem.js'
import { privateAddresses } from '../preflight/checks/external-address.js'
import { measuredSize, neededSize, sizeProblems } from '../preflight/host-size.js'
import { roomOf } from '../roles/index.js'
import { type Host, instancesOn, type Topology } from '../topology/topology.js'
import { type DraftFile, hardwareOf, type Known, releaseOf } from './draft.js'
import { draftProblems, draftTopology } from './draft-topology.js'
import { worstFirst } from './order-problems.js'
import { stepOf } from './step-of.js'
import type { StepId } from './steps.js'

/** Something to say about the placement or the network, while it is being answered. */
export interface Advice {
  /** The same as long as it is about the same thing, whatever else is edited. */
  readonly id: string
  readonly problem: Problem
  /** Where it can be answered. */
  readonly step: StepId
}

/** All there is to say now about roles and network, the worst first: the rules of org.yaml, and what was measured. */
export function adviceOn(file: DraftFile, known: Known): Advice[] {
  const topology = draftTopology(file, known.releases)
  const ruled = draftProblems(file, known.releases).map((problem) => ({ problem, step: stepOf(problem) }))
  // What measured hosts and addresses say; the rules of org.yaml know neither.
  const findings = [
    ...topology.hosts.flatMap((host) => crowded(host, file, topology, known)),
    ...privateAddresses(topology, releaseOf(file, known)),
  ]
  const measured = findings.map((problem) => ({
    problem,
    step: stepOf(problem) === 'network' ? ('network' as const) : ('roles' as const),
  }))
  const all = [...ruled.filter(({ step }) => step === 'roles' || step === 'network'), ...measured]
  const told = all.map((one) => ({ ...one, id: idOf(one.problem) }))
  return worstFirst(told, ({ problem }) => problem.severity)
}

function idOf({ code, where, details }: Problem): string {
  const about = where.instance ?? (where.host === undefined ? where.path : undefined)
  const other = code === 'topology.port-clash' ? details.port : undefined
  return [code, where.host, about, other].filter((part) => part !== undefined).join(' ')
}

function crowded(host: Host, file: DraftFile, topology: Topology, known: Known): Problem[] {
  const hardware = hardwareOf(host.name, known)
  const release = releaseOf(file, known)
  const instances = instancesOn(topology, host.name)
  if (hardware === undefined || release === undefined || instances.length === 0) return []
  const size = measuredSize(hardware)
  const roles = instances.map(({ role }) => role)
  const shared = [...new Set(roles)].flatMap(
    (role) => roomOf(role).placing.warns?.(host.name, instances, size) ?? [],
  )
  const names = instances.map(({ name }) => name).join(', ')
  return [...shared, ...sizeProblems(host.name, size, neededSize(release, roles), names)]
}
