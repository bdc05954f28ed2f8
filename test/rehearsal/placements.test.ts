import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roleOfName } from '../../src/roles/index.js'
import { unitOf } from '../../src/topology/host-paths.js'
import { instanceId } from '../../src/topology/topology.js'
import { type RehearsedEngine, rehearsedEngine } from './rehearsed-engine.js'

const HOSTS = ['h1', 'h2', 'h3', 'h4']
const addressOf = (host: string) => `10.20.0.1${host.slice(1)}`

/** Where the roles of an organisation are; all of it on hosts that org.yaml names. */
interface Placed {
  readonly consul: readonly string[]
  readonly carrier: string
  readonly admin: string
  readonly via: string
  readonly data: readonly string[]
  readonly compute: readonly string[]
}

const host = fc.constantFrom(...HOSTS)
const some = fc.subarray(HOSTS, { maxLength: 2 })
const placed: fc.Arbitrary<Placed> = fc.record({
  consul: fc.oneof(
    host.map((one) => [one]),
    fc.subarray(HOSTS, { minLength: 3, maxLength: 3 }),
  ),
  ...{ carrier: host, admin: host, via: host, data: some, compute: some },
})

const pairs = fc.tuple(placed, placed).filter(([before, after]) => isClear(before, after))

/** Of several with data of their own nobody could say which goes where: `preflight.move-unclear` refuses such a change. */
function isClear(before: Placed, after: Placed): boolean {
  return (['data', 'compute'] as const).every((role) => {
    const gone = before[role].filter((one) => !after[role].includes(one)).length
    const come = after[role].filter((one) => !before[role].includes(one)).length
    return gone === 0 || come === 0 || (gone === 1 && come === 1)
  })
}

function orgYaml({ consul, carrier, admin, via, data, compute }: Placed): string {
  const fighters = (role: string, hosts: readonly string[]) =>
    hosts.length === 0 ? '' : `  ${role}: [${hosts.join(', ')}]\n`
  return `
organisation: acme
release: metis-0.3.0
hosts:
${HOSTS.map((name) => `  ${name}: { address: ${addressOf(name)}, user: ops }\n`).join('')}roles:
  consul: [${consul.join(', ')}]
  carrier: { host: ${carrier}, externalAddress: 9.8.7.6 }
  admin: ${admin}
  via: { host: ${via}, externalAddress: 9.8.7.7 }
${fighters('data', data)}${fighters('compute', compute)}`
}

/** Brings an organisation about, and proves that nothing is left to do. */
async function apply(text: string, on?: RehearsedEngine['rehearsal']): Promise<RehearsedEngine> {
  const made = await rehearsedEngine(text, [], [], undefined, undefined, on)
  const { outcome } = await made.run(await made.plan())
  expect(outcome.problems).toEqual([])
  expect((await made.plan()).nodes.map(({ id }) => id)).toEqual([])
  return made
}

/** Instances that a host has: by their units, by who listens, by receipts; and who is registered. */
function found({ rehearsal }: RehearsedEngine) {
  const instances = HOSTS.flatMap((name) => {
    const { units, listeners, files } = rehearsal.machineAt(addressOf(name))
    const ofUnits = [...units.keys(), ...[...listeners].map(({ unit }) => unit)]
    const homes = files.list('/opt/metis').filter((one) => roleOfName(one) !== undefined)
    return [...new Set([...ofUnits.filter((unit) => unit.startsWith('metis-')), ...homes.map(unitOf)])].map(
      (unit) => `${unit}@${name}`,
    )
  })
  return instances.sort()
}

async function registered({ engine, topology }: RehearsedEngine): Promise<string[]> {
  const { facts } = await engine.gather()
  const [first = ''] = topology.instances.map(({ host: one }) => one)
  const [, services = ''] = /^services (.*)$/m.exec(facts[first]?.told?.consul ?? '') ?? []
  const listed = Object.values(JSON.parse(services || '{}') as Record<string, { Address: string }>)
  return listed.map(({ Address }) => Address).sort()
}

test('from any placement to any other: nothing is left to do, and nothing of the former one is there', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async ([before, after]) => {
      const first = await apply(orgYaml(before))
      await first.engine.close()
      const second = await apply(orgYaml(after), first.rehearsal)
      const { instances } = second.topology
      expect(found(second)).toEqual(
        instances.map(({ name, host: on }) => instanceId({ name: unitOf(name), host: on })).sort(),
      )
      const registering = instances.filter(({ role }) => role !== 'consul')
      expect(await registered(second)).toEqual(registering.map(({ host: on }) => addressOf(on)).sort())
      await second.engine.close()
      await first.rehearsal.close()
    }),
    { numRuns: Number(process.env.PLACEMENTS ?? 9), seed: 20261130, endOnFailure: true },
  )
})
