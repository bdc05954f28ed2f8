import type { Say } from '../../src/i18n/say.js'
import { neededSize } from '../../src/preflight/host-size.js'
import type { HostSize, Release } from '../../src/topology/release.js'
import type { Topology } from '../../src/topology/topology.js'
import { drawTopology, type PictureLine, type PictureLook } from '../../src/ui/picture/picture.js'

/** The organisation as it would become: hosts without addresses, each with what it should have. */
export function shapePicture(
  topology: Topology,
  release: Release,
  look: PictureLook,
  say: Say,
): readonly PictureLine[] {
  const notes = Object.fromEntries(
    sizesOf(topology, release).map(([host, { cores, memoryGib: memory }]) => [
      host,
      say('organisation.needs', { cores, memory }),
    ]),
  )
  return drawTopology({ topology: withoutAddresses(topology), notes }, look).lines
}

/** How many hosts of which size. */
export function shapeNeeds(topology: Topology, release: Release, say: Say): string {
  const sizes = sizesOf(topology, release).map(([, size]) => size)
  const most = (read: (size: HostSize) => number) => Math.max(0, ...sizes.map(read))
  const values = {
    count: sizes.length,
    cores: most(({ cores }) => cores),
    memory: most(({ memoryGib }) => memoryGib),
    disk: most(({ diskGib }) => diskGib),
  }
  return say(sizes.length === 1 ? 'organisation.hosts.one' : 'organisation.hosts', values)
}

function sizesOf(topology: Topology, release: Release): (readonly [host: string, HostSize])[] {
  return topology.hosts.map(({ name }) => {
    const roles = topology.instances.filter(({ host }) => host === name).map(({ role }) => role)
    return [name, neededSize(release, roles)] as const
  })
}

/** Those of a preset are nobody's. */
function withoutAddresses(topology: Topology): Topology {
  return {
    ...topology,
    hosts: topology.hosts.map((host) => ({ ...host, address: '' })),
    instances: topology.instances.map((instance) =>
      'externalAddress' in instance ? { ...instance, externalAddress: '' } : instance,
    ),
  }
}
