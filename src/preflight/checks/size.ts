import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type CheckInput, type LookedAt, lookedAt } from '../../roles/check.js'
import { artifactsOf, OS_PACKAGES } from '../../topology/release.js'
import { missingPackages, systemOf } from '../carried.js'
import { GIB_IN_MIB, inGib, measuredSize, neededSize, sizeProblems } from '../host-size.js'
import { packagesMib, packagesWithoutRoom } from './file-systems.js'

/** Logs, and room for the services' first days. */
const ROOM_MIB = GIB_IN_MIB
/** What a host needs to take a change when everything is already there. */
const LEAST_MIB = 512
/** An artifact arrives in the store and is unpacked or installed to up to twice its size. */
const COPIES = 3

/** Cores, memory and disk against what the release recommends, added up over the roles of a host. */
export const size: Check = (input) =>
  lookedAt(input).flatMap((one) => [
    ...tooSmall(input, one),
    ...diskFull(input, one),
    ...packagesWithoutRoom(input, one),
  ])

function tooSmall(input: CheckInput, { host, facts: { hardware }, instances }: LookedAt): Problem[] {
  const wanted = neededSize(
    input.release,
    instances.map(({ role }) => role),
  )
  const names = instances.map(({ name }) => name).join(', ')
  return sizeProblems(host.name, measuredSize(hardware), wanted, names)
}

function diskFull(input: CheckInput, one: LookedAt): Problem[] {
  const { host, facts } = one
  const neededMib = isComplete(input, one)
    ? LEAST_MIB
    : ROOM_MIB +
      (missingPackages(input, one).length === 0 ? 0 : packagesMib(facts, input.topology.installDirectory)) +
      Math.ceil((artifactBytes(input, one) + carriedBytes(input, one)) / 1024 ** 2)
  if (facts.hardware.diskFreeMib >= neededMib) return []
  const details = {
    host: host.name,
    directory: input.topology.installDirectory,
    free: inGib(facts.hardware.diskFreeMib),
    needed: inGib(neededMib),
  }
  return [problem('preflight.disk-full', details, { host: host.name })]
}

function isComplete({ topology }: CheckInput, { facts, instances }: LookedAt): boolean {
  return instances.every(({ name }) =>
    facts.receipts.some(
      ({ id, organisation }) => organisation === topology.organisation && id === `unit:metis-${name}.service`,
    ),
  )
}

/** A tar of OS packages, and what it unpacks to while they are installed. */
function carriedBytes(input: CheckInput, one: LookedAt): number {
  const { artifacts = [] } = input
  const carried = artifacts.find(({ id, system }) => id === OS_PACKAGES && system === systemOf(one))
  return carried === undefined || missingPackages(input, one).length === 0 ? 0 : 2 * carried.size
}

/** One that lies in the store already still has to be unpacked. */
function artifactBytes({ release, artifacts = [] }: CheckInput, { facts, instances }: LookedAt): number {
  const cpu = facts.hardware.avx2 ? 'avx2' : 'no-avx2'
  const used = artifactsOf(release, instances)
  const ids = new Set(used.map(({ id }) => id))
  const isThere = (sha256: string) =>
    facts.receipts.some(
      ({ id, inputs, now }) => id.startsWith('artifact:') && inputs === sha256 && now !== undefined,
    )
  return artifacts
    .filter((ready) => ids.has(ready.id) && (ready.cpu ?? cpu) === cpu)
    .reduce((bytes, { sha256, size: own }) => bytes + own * (isThere(sha256) ? COPIES - 1 : COPIES), 0)
}
