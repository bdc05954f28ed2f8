import { describe, expect, test } from 'vitest'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import { secretNames } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan, PlanInput } from '../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.6 }
  data: [h2, { host: h2, port: 8701, taskPorts: 31101-31200 }]
  compute: h1
`

/** The organisation after a first apply. */
function installed(orgYaml = ORG): PlanInput {
  const fresh = freshOrganisation(orgYaml)
  return carriedOut(makePlan(fresh), fresh)
}

/** The same hosts under another org.yaml. */
function withFile(orgYaml: string, { facts }: PlanInput): PlanInput {
  return { ...freshOrganisation(orgYaml), facts }
}

const work = (plan: Plan) =>
  plan.nodes.filter(({ phase, action }) => phase !== 'verify' && action.kind !== 'wait').map(({ id }) => id)

const started = (plan: Plan) =>
  plan.nodes.flatMap(({ host, action }) => (action.kind === 'unit' ? [`${host} ${action.unit}`] : []))

describe.each(await listPresets('presets'))('preset %s', (name) => {
  test('plans on fresh hosts, and has nothing left to do once that was carried out', async () => {
    const { text } = await readPreset('presets', name)
    const filled = text
      .replaceAll('my-organisation', 'acme')
      .replaceAll('192.0.2.', '10.0.0.')
      .replaceAll('198.51.100.', '9.8.7.')
    const input = freshOrganisation(filled)
    const plan = makePlan(input)
    expect(started(plan)).toEqual(expect.arrayContaining([expect.stringContaining('metis-carrier.service')]))
    expect(makePlan(carriedOut(plan, input)).nodes).toEqual([])
  })
})

test('services start in order, each after those it needs are ready', () => {
  const plan = makePlan(freshOrganisation(ORG))
  const after = (id: string) => plan.nodes.find((node) => node.id === id)?.after
  expect(started(plan).filter((unit) => unit.includes('metis-'))).toEqual([
    'h1 metis-consul.service',
    'h2 metis-carrier.service',
    'h1 metis-admin.service',
    'h2 metis-via.service',
    'h2 metis-data-8700.service',
    'h2 metis-data-8701.service',
    'h1 metis-compute-8800.service',
  ])
  expect(after('h2 unit:metis-carrier.service')).toContain('h1 ready:consul')
  expect(after('h2 unit:metis-data-8700.service')).toEqual(
    expect.arrayContaining(['h1 ready:consul', 'h2 ready:via']),
  )
})

test.each([
  ORG,
  ORG.replace('consul: h1', 'consul: [h1, h2, h3]').replace(
    'roles:',
    '  h3: { address: 10.0.0.13, user: ops }\nroles:',
  ),
])('edges point backwards only, to nodes of the plan', (orgYaml) => {
  const seen = new Set<string>()
  for (const { id, after } of makePlan(freshOrganisation(orgYaml)).nodes) {
    expect(after.filter((other) => !seen.has(other))).toEqual([])
    expect(seen.has(id)).toBe(false)
    seen.add(id)
  }
})

test('the same input gives the same plan, down to its digest', () => {
  expect(makePlan(freshOrganisation(ORG)).digest).toBe(makePlan(freshOrganisation(ORG)).digest)
})

test('the service alone reads its config, and what runs as a script of it is written by root alone', () => {
  const { nodes } = makePlan(freshOrganisation(ORG))
  const fileAt = (path: string) =>
    nodes.find(({ action }) => action.kind === 'write-file' && action.path === path)
  expect(fileAt('/opt/metis/carrier/config/carrier.yml')?.action).toMatchObject({
    mode: '0600',
    owner: 'metis-carrier:metis-carrier',
  })
  expect(fileAt('/opt/metis/carrier/config/before-start.sh')?.action).toMatchObject({
    mode: '0755',
    owner: 'root:root',
  })
})

test('secrets are names in a plan', () => {
  const { nodes } = makePlan(freshOrganisation(ORG))
  const config = nodes.find(({ id }) => id.endsWith('application-admin.yml'))?.action
  expect(config?.kind === 'write-file' && secretNames(config.content)).toEqual([
    'database-password',
    'consul-token-admin@h1',
  ])
  // Of tokens, what Consul describes them by.
  expect(JSON.stringify(nodes)).not.toMatch(/digest of (?!consul-token-)/)
})

test('a new via port restarts via, corrects its key, and touches nothing else', () => {
  const moved = ORG.replace('9.8.7.6 }\n  data', '9.8.7.6 }\n  data').replace(
    'roles:',
    'ports: { via: 10041 }\nroles:',
  )
  const plan = makePlan(withFile(moved, installed()))
  expect(started(plan)).toEqual(['h2 metis-via.service'])
  expect(work(plan)).toContain('h1 kv:metis/via_ip_port')
})

test('another address of the data center restarts the carrier and corrects its key', () => {
  const moved = `${ORG}network: { dataCenter: 10.9.9.9:9091 }\n`
  const plan = makePlan(withFile(moved, installed()))
  expect(started(plan)).toEqual(['h2 metis-carrier.service'])
  expect(work(plan)).toContain('h1 kv:metis/dataCenter_ip_port')
})

test('a new carrier rpc port restarts the carrier and those who keep its address', () => {
  const moved = ORG.replace('roles:', 'ports: { carrier: { rpc: 10133 } }\nroles:')
  const plan = makePlan(withFile(moved, installed()))
  expect(started(plan)).toEqual([
    'h2 metis-carrier.service',
    'h1 metis-admin.service',
    'h2 metis-data-8700.service',
    'h2 metis-data-8701.service',
    'h1 metis-compute-8800.service',
  ])
})

test('a new database password reaches account and config, and restarts the admin', () => {
  const plan = makePlan({
    ...installed(),
    secretDigest: (name) => (name === 'database-password' ? 'new' : `digest of ${name}`),
  })
  expect(work(plan)).toEqual([
    'h1 sql:admin/database-account',
    'h1 former:admin',
    'h1 file:/opt/metis/admin/config/application-admin.yml',
    'h1 unit:metis-admin.service',
  ])
})

/** The installed organisation with other facts about one host. */
function changed(
  host: string,
  change: (facts: NonNullable<PlanInput['facts'][string]>) => object,
): PlanInput {
  const input = installed()
  const facts = input.facts[host]
  if (facts === undefined) throw new Error(`no host ${host}`)
  return { ...input, facts: { ...input.facts, [host]: { ...facts, ...change(facts) } } }
}

/** Of the via, which its config and its start are still to be done of. */
const cutOff = (change: object) => {
  const { action, because } =
    makePlan(
      changed('h2', ({ receipts, ...facts }) => ({
        ...facts,
        receipts: receipts.filter(({ id }) => !/via.yml$|^unit:metis-via/.test(id)),
        ...change,
      })),
    ).nodes.find(({ id }) => id === 'h2 former:via') ?? {}
  return [action?.kind, because?.word]
}

test('a first start that was cut off leaves nothing to be put back, and is not held', () => {
  expect(cutOff({})).toEqual([undefined, undefined])
})

test('what was kept of a change that was cut off can be put back, whatever has become of the instance', () => {
  const former = ['via']
  expect(cutOff({ former })).toEqual(['keep-former', 'reason.former-cut'])
  expect(cutOff({ former, health: {} })).toEqual(['keep-former', 'reason.former-cut'])
})

test('a change that was cut off after its start is waited for, and can be put back', () => {
  const health = { via: { state: 'unhealthy' as const, says: 'no' } }
  const plan = makePlan(
    changed('h2', (facts) => ({ former: ['via'], health: { ...facts.health, ...health } })),
  )
  expect(plan.nodes.filter(({ phase, instance }) => phase === 'via' && instance === 'via')).toMatchObject([
    { id: 'h2 former:via', action: { goesOn: true }, because: { word: 'reason.former-cut' } },
    { id: 'h2 ready:via', guard: { unit: 'metis-via.service' }, action: { holdSeconds: 45 } },
  ])
})

test('what is whole and works is what its next change goes back to, whatever is kept still', () => {
  const input = withEdited('h2', 'via.yml')
  const plan = makePlan(input)
  const { h2 } = input.facts
  if (h2 === undefined) throw new Error('no h2')
  const kept = makePlan({ ...input, facts: { ...input.facts, h2: { ...h2, former: ['via'] } } })
  expect(kept.nodes.find(({ id }) => id === 'h2 former:via')).toEqual(
    plan.nodes.find(({ id }) => id === 'h2 former:via'),
  )
})

/** The installed organisation, where somebody has edited the files of a host whose paths end so. */
function withEdited(host: string, end: string): PlanInput {
  return changed(host, ({ receipts }) => ({
    receipts: receipts.map((receipt) =>
      receipt.path?.endsWith(end) ? { ...receipt, now: '11 1700000001 600 root:root regular file' } : receipt,
    ),
  }))
}

test('a file that somebody edited on the host is written again, and its service restarted', () => {
  const edited = withEdited('h1', 'consul.json')
  const plan = makePlan(edited)
  const because = plan.nodes.find(({ id }) => id.endsWith('consul.json'))?.because
  expect(because).toEqual({ word: 'reason.changed-on-host' })
  expect(started(plan)).toEqual([
    'h1 metis-consul.service',
    'h2 metis-data-8700.service',
    'h2 metis-data-8701.service',
    'h1 metis-compute-8800.service',
  ])
})

test('a run that ends right after a file was written again has not forgotten the service that has read the other one', () => {
  const edited = withEdited('h2', 'via.yml')
  const plan = makePlan(edited)
  expect(started(plan)).toEqual(['h2 metis-via.service'])
  const [, file] = plan.nodes
  expect([file?.id, file?.voids]).toEqual([
    expect.stringMatching(/^h2 file:.*via\.yml$/),
    ['unit:metis-via.service'],
  ])
  const interrupted = carriedOut({ ...plan, nodes: plan.nodes.slice(0, 2) }, edited)
  expect(started(makePlan(interrupted))).toEqual(['h2 metis-via.service'])
})

test('a service that was killed for good is started again', () => {
  const dead = changed('h2', ({ units }) => ({
    units: { ...units, 'metis-via.service': { ...units['metis-via.service'], active: 'failed' } },
  }))
  expect(started(makePlan(dead))).toEqual(['h2 metis-via.service'])
})

test('a service that Consul has lost is started again, since it never registers again by itself', () => {
  const lost = changed('h2', ({ health }) => ({
    health: { ...health, 'data-8700': { state: 'unregistered', says: 'not in Consul' } },
  }))
  expect(started(makePlan(lost))).toEqual(['h2 metis-data-8700.service'])
})

test('a service that had its time and is still not well is started again, but no Consul server', () => {
  const hung = (host: string, instance: string, runningSeconds: number) =>
    changed(host, ({ units, health }) => {
      const unit = `metis-${instance}.service`
      return {
        units: { ...units, [unit]: { ...units[unit], runningSeconds } },
        health: { ...health, [instance]: { state: 'unhealthy', says: 'does not listen on port 10033' } },
      }
    })
  const plan = makePlan(hung('h2', 'carrier', 90))
  expect(started(plan)).toEqual(['h2 metis-carrier.service'])
  expect(plan.nodes[0]?.because).toEqual({
    word: 'reason.hung',
    and: { word: 'reason.not-ready', values: { says: 'does not listen on port 10033' } },
  })
  expect(started(makePlan(hung('h2', 'carrier', 89)))).toEqual([])
  expect(started(makePlan(hung('h1', 'consul', 9000)))).toEqual([])
})

test('a host that could not be reached gets no nodes, the others keep theirs', () => {
  const fresh = freshOrganisation(ORG)
  const { h2: _, ...reachable } = fresh.facts
  const plan = makePlan({ ...fresh, facts: reachable })
  expect([...new Set(plan.nodes.map(({ host }) => host))]).toEqual(['h1'])
})

test('Consul servers are awaited only once all of them were started', () => {
  const three = ORG.replace('consul: h1', 'consul: [h1, h2, h3]').replace(
    'roles:',
    '  h3: { address: 10.0.0.13, user: ops }\nroles:',
  )
  const ready = makePlan(freshOrganisation(three)).nodes.find(({ id }) => id === 'h1 ready:consul')
  expect(ready?.after).toEqual(
    expect.arrayContaining(['h2 unit:metis-consul.service', 'h3 unit:metis-consul.service']),
  )
})

test('fighters that outlived a restart of the Consul agent are started again, for they watch the carrier no more', () => {
  const since = (seconds: number) => ({
    active: 'active',
    sub: 'running',
    enabled: true,
    pid: 1,
    restarts: 0,
    since: seconds,
  })
  const restarted = (clock: object) =>
    changed('h1', ({ units, ...facts }) => ({
      units: { ...units, 'metis-consul.service': since(100) },
      clock: { ...facts.clock, ...clock },
    }))
  expect(started(makePlan(restarted({})))).toEqual([
    'h2 metis-data-8700.service',
    'h2 metis-data-8701.service',
    'h1 metis-compute-8800.service',
  ])
  // On its own host both times are by one clock.
  expect(started(makePlan(restarted({ errorMs: 100_000 })))).toEqual(['h1 metis-compute-8800.service'])
})

test('a program that was touched on the host is put there again, and its process replaced', () => {
  const touched = changed('h1', ({ receipts }) => ({
    receipts: receipts.map((receipt) =>
      receipt.path?.endsWith('admin.jar')
        ? { ...receipt, now: '11 1700000001 644 root:root regular file' }
        : receipt,
    ),
  }))
  expect(started(makePlan(touched))).toEqual(['h1 metis-admin.service'])
})

test('a service that would not start with the system is enabled again', () => {
  const disabled = changed('h2', ({ units }) => {
    const via = units['metis-via.service']
    return { units: { ...units, 'metis-via.service': { ...via, enabled: false } } }
  })
  const plan = makePlan(disabled)
  expect(plan.nodes.find(({ id }) => id === 'h2 unit:metis-via.service')?.because).toEqual({
    word: 'reason.not-enabled',
  })
})

test('a release file of one’s own that lists an artifact for other CPUs only is told once the hosts are known', () => {
  const input = freshOrganisation(ORG)
  const forAvx2 = <T extends { readonly cpu?: string }>(list: readonly T[]) =>
    list.filter(({ cpu }) => cpu !== 'no-avx2')
  const own = { ...input.release, id: 'own', artifacts: forAvx2(input.release.artifacts) }
  const on = (avx2: boolean): PlanInput => ({
    ...input,
    release: own,
    artifacts: forAvx2(input.artifacts),
    facts: Object.fromEntries(
      Object.entries(input.facts).map(([host, facts]) => [
        host,
        { ...facts, hardware: { ...facts.hardware, avx2 } },
      ]),
    ),
  })
  expect(makePlan(on(true)).nodes).not.toEqual([])
  expect(() => makePlan(on(false))).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({
          code: 'artifact.not-in-release',
          details: expect.objectContaining({ release: 'own', artifact: 'rosetta/no-avx2', role: 'data' }),
        }),
      ],
    }),
  )
})
