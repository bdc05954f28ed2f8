import { type Problem, problem } from '../../errors/problem.js'
import type { HostSize } from '../../topology/release.js'
import type { Check, CheckInput } from '../check.js'
import { type LookedAt, lookedAt, wasHere } from '../looked-at.js'

/** A machine sold as 16 GB shows a little less to its system. */
const TOLERANCE = 0.9
const GIB_IN_MIB = 1024
/** OS packages, unpacked programs, and room for the services' first days. */
const ROOM_MIB = 2 * GIB_IN_MIB
/** What a host needs to take a change when everything is already there. */
const LEAST_MIB = 512
/** Sent to a temporary name, kept in the store, and unpacked. */
const COPIES = 3

/** Cores, memory and disk against what the release recommends, added up over the roles of a host. */
export const size: Check = (input) =>
  lookedAt(input).flatMap((one) => [...tooSmall(input, one), ...diskFull(input, one)])

function tooSmall(input: CheckInput, { host, facts: { hardware }, instances }: LookedAt): Problem[] {
  const wanted = instances
    .map((instance) => input.release.sizes[instance.role])
    .reduce(sum, { cores: 0, memoryGib: 0, diskGib: 0 })
  const roles = instances.map((instance) => instance.name).join(', ')
  const found = {
    cores: hardware.cores,
    memoryGib: inGib(hardware.memoryMib),
    diskGib: inGib(hardware.diskTotalMib),
  }
  const warn = (
    code: 'preflight.few-cores' | 'preflight.little-memory' | 'preflight.small-disk',
    have: number,
    want: number,
  ) =>
    have >= want * TOLERANCE
      ? []
      : [problem(code, { host: host.name, found: have, wanted: want, roles }, { host: host.name }, 'warning')]
  return [
    ...warn('preflight.few-cores', found.cores, wanted.cores),
    ...warn('preflight.little-memory', found.memoryGib, wanted.memoryGib),
    ...warn('preflight.small-disk', found.diskGib, wanted.diskGib),
  ]
}

function diskFull(input: CheckInput, one: LookedAt): Problem[] {
  const { host, facts } = one
  const { organisation, installDirectory: directory } = input.topology
  const complete = one.instances.every((instance) => wasHere(facts, organisation, instance.name))
  const neededMib = complete
    ? LEAST_MIB
    : ROOM_MIB + Math.ceil((COPIES * artifactBytes(input, one)) / 1024 ** 2)
  if (facts.hardware.diskFreeMib >= neededMib) return []
  const details = {
    host: host.name,
    directory,
    free: inGib(facts.hardware.diskFreeMib),
    needed: inGib(neededMib),
  }
  return [problem('preflight.disk-full', details, { host: host.name })]
}

function artifactBytes({ release, artifacts = [] }: CheckInput, { facts, instances }: LookedAt): number {
  const cpu = facts.hardware.avx2 ? 'avx2' : 'no-avx2'
  const roles = new Set(instances.map((instance) => instance.role))
  const ids = new Set(
    release.artifacts.filter((one) => one.roles.some((role) => roles.has(role))).map(({ id }) => id),
  )
  return artifacts
    .filter((ready) => ids.has(ready.id) && (ready.cpu ?? cpu) === cpu)
    .reduce((bytes, ready) => bytes + ready.size, 0)
}

function sum(a: HostSize, b: HostSize): HostSize {
  return { cores: a.cores + b.cores, memoryGib: a.memoryGib + b.memoryGib, diskGib: a.diskGib + b.diskGib }
}

/** One decimal. */
function inGib(mib: number): number {
  return Math.round((mib / GIB_IN_MIB) * 10) / 10
}
