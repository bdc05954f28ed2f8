import type { HostFacts } from '../../src/facts/host-facts.js'

/** Facts of an ordinary empty host, with what a test is about put over them. */
export function factsOf(given: {
  readonly system?: Partial<HostFacts['system']>
  readonly hardware?: Partial<HostFacts['hardware']>
  readonly identity?: Partial<HostFacts['identity']>
  readonly clock?: Partial<HostFacts['clock']>
}): HostFacts {
  return {
    system: {
      id: 'debian',
      version: '12',
      name: 'Debian GNU/Linux 12 (bookworm)',
      machine: 'x86_64',
      kernel: '6.1.0-18-amd64',
      systemd: true,
      ...given.system,
    },
    hardware: {
      cores: 4,
      memoryMib: 7900,
      diskFreeMib: 53_000,
      diskTotalMib: 80_000,
      avx: true,
      avx2: true,
      ...given.hardware,
    },
    identity: {
      hostname: 'h1',
      machineId: 'aaaa',
      addresses: [{ interface: 'eth0', address: '10.0.0.11' }],
      ...given.identity,
    },
    clock: { offsetMs: 12, errorMs: 0, synchronised: true, ...given.clock },
    software: { packages: {}, nginxSites: [], metisDatabase: false },
    listeners: [],
    receipts: [],
    units: {},
    health: {},
  }
}
