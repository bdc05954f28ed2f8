import type { HostFacts } from '../facts/host-facts.js'
import type { Host } from '../topology/topology.js'
import type { KitTarget } from './kit.js'

/** What is taken for granted of a host that has told nothing yet: a system of that kind with nothing on it. */
export function bareFacts({ address }: Pick<Host, 'address'>, { system, avx2 }: KitTarget): HostFacts {
  const dash = system.indexOf('-')
  const [id, version] = [system.slice(0, dash), system.slice(dash + 1)]
  return {
    system: { id, version, name: `${id} ${version}`, machine: 'x86_64', kernel: '', systemd: true },
    hardware: { cores: 0, memoryMib: 0, diskFreeMib: 0, diskTotalMib: 0, avx: avx2, avx2 },
    identity: { hostname: '', machineId: '', addresses: [{ interface: '', address }] },
    clock: { offsetMs: 0, errorMs: 0, synchronised: true },
    software: { packages: {}, nginxSites: [], metisDatabase: false },
    listeners: [],
    receipts: [],
    units: {},
    health: {},
  }
}
