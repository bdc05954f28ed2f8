import type { Code } from '../errors/codes/index.js'
import { type Problem, problem } from '../errors/problem.js'
import type { HardwareFacts } from '../facts/host-facts.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

/** A machine sold as 16 GB shows a little less to its system. */
export const SIZE_TOLERANCE = 0.9
export const GIB_IN_MIB = 1024

/** What the release recommends for a host that bears these roles: it adds up. */
export function neededSize(release: Pick<Release, 'sizes'>, roles: readonly Role[]): HostSize {
  const sizes = roles.flatMap((role) => release.sizes[role] ?? [])
  const total = (of: keyof HostSize) => sizes.reduce((sum, size) => sum + size[of], 0)
  return { cores: total('cores'), memoryGib: total('memoryGib'), diskGib: total('diskGib') }
}

export function measuredSize({ cores, memoryMib, diskTotalMib }: HardwareFacts): HostSize {
  return { cores, memoryGib: inGib(memoryMib), diskGib: inGib(diskTotalMib) }
}

/** Warnings about a host that has less than its instances need; `roles` names them. */
export function sizeProblems(host: string, found: HostSize, wanted: HostSize, roles: string): Problem[] {
  const little = (code: Code, of: keyof HostSize) =>
    found[of] >= wanted[of] * SIZE_TOLERANCE
      ? []
      : [problem(code, { host, found: found[of], wanted: wanted[of], roles }, { host }, 'warning')]
  return [
    ...little('preflight.few-cores', 'cores'),
    ...little('preflight.little-memory', 'memoryGib'),
    ...little('preflight.small-disk', 'diskGib'),
  ]
}

/** One decimal. */
export function inGib(mib: number): number {
  return Math.round((mib / GIB_IN_MIB) * 10) / 10
}
