import { fileURLToPath } from 'node:url'
import { readReleases } from '../../src/catalog/presets.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { type DraftFile, type DraftHost, entriesOf, type Known } from '../../src/wizard/draft.js'
import { placementsOf } from '../../src/wizard/placements.js'

/** The releases that the product brings along. */
export const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))

/** Hosts h1, h2, … with private addresses, and no role on them. */
export function emptyFile(count: number, changes: Partial<DraftFile> = {}): DraftFile {
  return {
    organisation: 'acme',
    release: 'metis-0.3.0',
    hosts: Array.from(
      { length: count },
      (_, i): DraftHost => ({ name: `h${i + 1}`, address: `10.0.0.${i + 1}`, user: 'ops' }),
    ),
    roles: {},
    ...changes,
  }
}

/** What is known of hosts: cores and GiB of memory by name, and addresses that they have besides. */
export function known(
  sizes: Readonly<Record<string, readonly [cores: number, memoryGib: number]>> = {},
  addresses: Readonly<Record<string, readonly string[]>> = {},
): Known {
  return {
    releases,
    facts: Object.fromEntries(
      Object.entries(sizes).map(([name, [cores, memoryGib]]) => [
        name,
        hostFacts(cores, memoryGib, addresses[name] ?? []),
      ]),
    ),
  }
}

/** Roles by host, fighters that have a port of their own with it: `{h1: 'consul carrier', h2: 'data:8701'}`. */
export function rolesByHost(file: DraftFile): Record<string, string> {
  const told = placementsOf(file).map(({ role, index, host }) => {
    const port = entriesOf(file, role)[index]?.port
    return { host, text: port === undefined ? role : `${role}:${port}` }
  })
  const names = [...new Set([...file.hosts.map(({ name }) => name), ...told.map(({ host }) => host)])]
  return Object.fromEntries(
    names.map((name) => [
      name,
      told
        .filter(({ host }) => host === name)
        .map(({ text }) => text)
        .join(' '),
    ]),
  )
}

function hostFacts(cores: number, memoryGib: number, addresses: readonly string[]): HostFacts {
  return {
    system: {
      id: 'debian',
      version: '12',
      name: 'Debian GNU/Linux 12 (bookworm)',
      machine: 'x86_64',
      kernel: '6.1.0-18-amd64',
      systemd: true,
    },
    hardware: {
      cores,
      memoryMib: memoryGib * 1024,
      diskFreeMib: 900_000,
      diskTotalMib: 1_024_000,
      avx: true,
      avx2: true,
    },
    identity: {
      hostname: 'node',
      machineId: '00000000000000000000000000000001',
      addresses: addresses.map((address) => ({ interface: 'eth1', address })),
    },
    clock: { offsetMs: 0, errorMs: 0, synchronised: true },
    software: { packages: {}, nginxSites: [], metisDatabase: false },
    listeners: [],
    receipts: [],
    units: {},
    health: {},
  }
}
