import type { HostFacts } from '../../src/facts/host-facts.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { instancePaths } from '../../src/topology/host-paths.js'
import { instancesOf, type Topology } from '../../src/topology/topology.js'
import type { Gathered } from '../../src/wizard/workbench.js'
import { release } from '../roles/organisation.js'

export const ENR =
  'enr:-LK4QFi5QlGTkTx0oHwM0iVyuPdsRk8o3uAUqhv9TnV0mBHxVtXTzLlbZFYvKAfa1Yl0ZkUJf6v3mTiDV3ZSGHmMkgQBh2F0dG5ldHOIAAAAAAAAAACCaWSCdjSCaXCEywBxColzZWNwMjU2azGhA3Bp'

/** What hosts say when every instance is well; the carrier has joined nothing yet. */
export function healthyHosts(
  topology: Topology,
  given: { at?: string; certificate?: string } = {},
): Gathered {
  const facts = topology.hosts.map(({ name, address }, n): [string, HostFacts] => {
    const here = topology.instances.filter((instance) => instance.host === name)
    const [carrier] = instancesOf({ instances: here }, CARRIER)
    const isConsul = here.some(({ role }) => role === 'consul')
    return [
      name,
      {
        system: {
          id: 'debian',
          version: '12',
          name: 'Debian 12',
          machine: 'x86_64',
          kernel: '6.1',
          systemd: true,
        },
        hardware: {
          cores: 8,
          memoryMib: 16_384,
          diskFreeMib: 102_400,
          diskTotalMib: 204_800,
          avx: true,
          avx2: true,
        },
        identity: { hostname: name, machineId: `m${n}`, addresses: [{ interface: 'eth0', address }] },
        clock: { offsetMs: 0, errorMs: 0, synchronised: true },
        software: { packages: {}, nginxSites: [], metisDatabase: false },
        listeners: [],
        receipts: [],
        units: Object.fromEntries(
          here.map((instance) => [
            instancePaths({ topology, release, instance }).unit,
            { active: 'active', sub: 'running', enabled: true, pid: 100, restarts: 0, since: 1_769_860_500 },
          ]),
        ),
        health: Object.fromEntries(
          here.map((instance) => [instance.name, { state: 'healthy', says: 'passing in Consul' }]),
        ),
        told: {
          ...(isConsul
            ? {
                consul: `leader "${address}:8200"\nmembers [{"Name":"consul_${address}","Addr":"${address}","Status":1}]\n`,
              }
            : {}),
          ...(carrier === undefined
            ? {}
            : {
                carrier: carrierText({
                  localMultiAddr: `/ip4/${carrier.externalAddress}/udp/${carrier.ports.p2pUdp}/p2p/16Uiu2HAm7a`,
                }),
              }),
          ...(given.certificate !== undefined && here.some(({ role }) => role === 'admin')
            ? { certificate: `${given.certificate}\n` }
            : {}),
        },
      },
    ]
  })
  return { facts: Object.fromEntries(facts), problems: [], at: given.at ?? '2026-01-31T12:00:00.000Z' }
}

/** What a carrier answers that has joined nothing yet, with other information, seeds and data services. */
export function carrierText(
  information: Readonly<Record<string, string | number>> = {},
  { seeds = [{ connState: 'ConnState_Connected' }], data = [] as readonly object[] } = {},
): string {
  const answers = {
    node: { information: { relatePeers: 3, localBootstrapNode: ENR, ...information } },
    seeds: { nodes: seeds },
    data: { nodes: data },
  }
  return Object.entries(answers)
    .map(([label, answer]) => `${label} ${JSON.stringify(answer)}\n`)
    .join('')
}

/** The same with other answers to what roles ask on one host. */
export function withTold(gathered: Gathered, host: string, told: HostFacts['told']): Gathered {
  return withFacts(gathered, host, { told: { ...gathered.facts[host]?.told, ...told } })
}

/** The same with other facts of one host. */
export function withFacts(gathered: Gathered, host: string, changes: Partial<HostFacts>): Gathered {
  const before = gathered.facts[host]
  if (before === undefined) throw new Error(`no host ${host}`)
  return { ...gathered, facts: { ...gathered.facts, [host]: { ...before, ...changes } } }
}
