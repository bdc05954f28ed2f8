import { type Problem, problem } from '../errors/problem.js'
import type { HardwareFacts } from '../facts/host-facts.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

/** A machine sold as 16 GB shows a little less to its system. */
export const SIZE_TOLERANCE = 0.9
export const GIB_IN_MIB = 1024

/** What the release recommends for a host that bears these roles: it adds up. */
export function neededSize(release: Pick<Release, 'sizes'>, roles: readonly Role[]): HostSize {
  return roles
    .flatMap((role) => release.sizes[role] ?? [])
    .reduce(
      (a, b) => ({
        cores: a.cores + b.cores,
        memoryGib: a.memoryGib + b.memoryGib,
        diskGib: a.diskGib + b.diskGib,
      }),
      { cores: 0, memoryGib: 0, diskGib: 0 },
    )
}

export function measuredSize(hardware: HardwareFacts): HostSize {
  return {
    cores: hardware.cores,
    memoryGib: inGib(hardware.memoryMib),
    diskGib: inGib(hardware.diskTotalMib),
  }
}

/** Warnings about a host that has less than its instances need; `roles` names them. */
export function sizeProblems(host: string, found: HostSize, wanted: HostSize, roles: string): Problem[] {
  return (
    [
      ['preflight.few-cores', found.cores, wanted.cores],
      ['preflight.little-memory', found.memoryGib, wanted.memoryGib],
      ['preflight.small-disk', found.diskGib, wanted.diskGib],
    ] as const
  ).flatMap(([code, have, want]) =>
    have >= want * SIZE_TOLERANCE
      ? []
      : [problem(code, { host, found: have, wanted: want, roles }, { host }, 'warning')],
  )
}

/** One decimal. */
export function inGib(mib: number): number {
  return Math.round((mib / GIB_IN_MIB) * 10) / 10
}
