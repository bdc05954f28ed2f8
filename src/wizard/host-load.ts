import type { HardwareFacts } from '../facts/host-facts.js'
import { measuredSize, neededSize, SIZE_TOLERANCE } from '../preflight/host-size.js'
import { ROLES } from '../roles/index.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

type Sizes = Pick<Release, 'sizes'>

/** What a host is taken for that nobody has measured: one made for the largest role. */
export function sizeOf(hardware: HardwareFacts | undefined, { sizes }: Sizes): HostSize {
  if (hardware !== undefined) return measuredSize(hardware)
  const most = (pick: (size: HostSize) => number) =>
    Math.max(...ROLES.flatMap((role) => sizes[role] ?? []).map(pick))
  return {
    cores: most(({ cores }) => cores),
    memoryGib: most(({ memoryGib }) => memoryGib),
    diskGib: most(({ diskGib }) => diskGib),
  }
}

/** Share of cores or memory, whichever is larger, that the roles are recommended to have; above 1 it is too much. */
export function loadOf(roles: readonly Role[], size: HostSize, release: Sizes): number {
  const needed = neededSize(release, roles)
  return Math.max(share(needed.cores, size.cores), share(needed.memoryGib, size.memoryGib))
}

/** How much of what is recommended is missing, as shares added up: memory twice, which ends programs; disk a quarter. */
export function overloadOf(roles: readonly Role[], size: HostSize, release: Sizes): number {
  const needed = neededSize(release, roles)
  const over = (want: number, have: number) => Math.max(0, share(want, have) * SIZE_TOLERANCE - 1)
  return (
    over(needed.cores, size.cores) +
    2 * over(needed.memoryGib, size.memoryGib) +
    over(needed.diskGib, size.diskGib) / 4
  )
}

/** A host that tells nothing of a size is as small as can be. */
function share(want: number, have: number): number {
  return want === 0 ? 0 : want / Math.max(have, 0.1)
}
