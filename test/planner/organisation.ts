import { pathOf, resourceOf } from '../../src/actions/resource.js'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import type { HostFacts, UnitFacts } from '../../src/facts/host-facts.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import type { Plan, PlanInput } from '../../src/planner/plan.js'
import { consulFacts } from '../../src/roles/consul/facts.js'
import { CONSUL } from '../../src/roles/consul/settings.js'
import type { ReadyArtifact } from '../../src/topology/release.js'
import { instancesOf } from '../../src/topology/topology.js'

const releases = await readReleases('presets')

/** What the planner gets for an org.yaml, with the facts of fresh hosts. */
export function freshOrganisation(orgYaml: string): PlanInput {
  const parsed = parseTopology(parseYaml(orgYaml), releases)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { topology, release } = parsed
  const artifacts = release.artifacts.map(
    ({ id, cpu, file }, i): ReadyArtifact => ({
      id,
      ...(cpu === undefined ? {} : { cpu }),
      fileName: file.split('/').at(-1) ?? file,
      sha256: String(i).padStart(64, '0'),
      size: 1000,
    }),
  )
  const facts = Object.fromEntries(topology.hosts.map(({ name, address }) => [name, freshHost(address)]))
  return { topology, release, facts, artifacts, secretDigest: (name) => `digest of ${name}` }
}

/** The facts after a plan was carried out: receipts of all that left one, units running, Consul holding the keys. */
export function carriedOut(plan: Plan, input: PlanInput): PlanInput {
  const kv: Record<string, string> = {}
  const facts = Object.fromEntries(
    Object.entries(input.facts).map(([host, before]): [string, HostFacts] => {
      const receipts = new Map(before.receipts.map((receipt) => [receipt.id, receipt]))
      const units: Record<string, UnitFacts> = { ...before.units }
      const packages = { ...before.software.packages }
      for (const { action, instance, inputs, voids = [] } of plan.nodes.filter(
        (node) => node.host === host,
      )) {
        if (action.kind === 'package') for (const name of action.names) packages[name] = '1'
        if (action.kind === 'unit') units[action.unit] = RUNNING
        if (action.kind === 'consul-kv') kv[action.key] = action.value
        for (const voided of voids) receipts.delete(voided)
        if (inputs === undefined) continue
        const id = resourceOf(action, instance)
        const path = pathOf(action)
        const there = path === undefined ? {} : { path, stat: STAT, now: STAT }
        receipts.set(id, { id, organisation: plan.organisation, instance, inputs, ...there })
      }
      const here = input.topology.instances.filter((instance) => instance.host === host)
      const health = Object.fromEntries(
        here.map(({ name }) => [name, { state: 'healthy' as const, says: 'well' }]),
      )
      const mysql =
        packages['mariadb-server'] === undefined ? {} : { mysql: 'MariaDB 10.11', metisDatabase: true }
      const software = { ...before.software, packages, ...mysql }
      return [host, { ...before, receipts: [...receipts.values()], units, software, health }]
    }),
  )
  const agent = instancesOf(input.topology, CONSUL)[0]?.host ?? ''
  const answering = facts[agent]
  if (answering === undefined) return { ...input, facts }
  const known = Object.entries({ ...consulFacts(answering)?.kv, ...kv })
  const keys = known.map(([Key, value]) => ({ Key, Value: Buffer.from(value).toString('base64') }))
  const consul = `leader "x"\nkeys ${JSON.stringify(keys)}\n`
  return {
    ...input,
    facts: {
      ...facts,
      [agent]: { ...answering, told: { consul } },
    },
  }
}

const STAT = '10 1700000000 644 root:root regular file'
const RUNNING: UnitFacts = { active: 'active', sub: 'running', enabled: true, pid: 1, restarts: 0, since: 1 }

function freshHost(address: string): HostFacts {
  return {
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
      memoryMib: 16384,
      diskFreeMib: 200000,
      diskTotalMib: 200000,
      avx: true,
      avx2: true,
    },
    identity: { hostname: address, machineId: address, addresses: [{ interface: 'eth0', address }] },
    clock: { offsetMs: 0, errorMs: 0, synchronised: true },
    software: { packages: {}, nginxSites: [], metisDatabase: false },
    listeners: [],
    receipts: [],
    units: {},
    health: {},
  }
}
