import { expect, test } from 'vitest'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan, PlanInput, PlanNode } from '../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from './organisation.js'

/** Consul on the first hosts. */
function orgYaml(servers: readonly string[], byHand = ''): string {
  const hosts = ['h1', 'h2', 'h3', 'h4', 'h5']
  const login = (host: string) => (host === byHand ? 'byHand: true' : 'user: ops')
  return `
organisation: acme
release: metis-0.3.0
hosts:
${hosts.map((host, i) => `  ${host}: { address: 10.0.0.1${i}, ${login(host)} }`).join('\n')}
roles:
  consul: [${servers.join(', ')}]
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h2
  compute: h3
consul: { acl: off }
`
}

const THREE = ['h1', 'h2', 'h3']
const IS_GOSSIP = /gossip-stage|local\.keyring|data\/serf$/

/** As a version without gossip keys has left it. */
function former(servers: readonly string[]): PlanInput {
  const fresh = freshOrganisation(orgYaml(servers))
  const { facts } = carriedOut(makePlan(fresh), fresh)
  const before = Object.entries(facts).map(([host, one]) => {
    const kept = one.receipts.filter(({ id }) => !IS_GOSSIP.test(id))
    const receipts = kept.map((receipt) =>
      /consul\.json$|unit:metis-consul/.test(receipt.id) ? { ...receipt, inputs: 'of old' } : receipt,
    )
    return [host, { ...one, receipts }] as const
  })
  return { ...fresh, facts: Object.fromEntries(before) }
}

const now = ({ facts }: PlanInput, text: string): PlanInput => ({ ...freshOrganisation(text), facts })

/** `h2 2`: the server there is started in stage 2. */
function starts({ nodes }: Plan): string[] {
  const stage = (node: PlanNode) => / stage (\d)$/.exec(node.id)?.[1] ?? 'first'
  return nodes.flatMap((node) =>
    node.action.kind === 'unit' &&
    node.action.unit === 'metis-consul.service' &&
    node.action.state === 'running'
      ? [`${node.host} ${stage(node)}`]
      : [],
  )
}

const flags = ({ action }: PlanNode) =>
  action.kind === 'write-file' && action.path.endsWith('/consul.json')
    ? (/"encrypt_verify_outgoing": (\w+),\s+"encrypt_verify_incoming": (\w+)/
        .exec(String(action.content))
        ?.slice(1)
        .join(' ') ?? 'none')
    : undefined

test('a new organisation has its key at once', () => {
  const fresh = freshOrganisation(orgYaml(THREE))
  const plan = makePlan(fresh)
  expect(starts(plan)).toEqual(['h1 first', 'h2 first', 'h3 first'])
  expect(plan.nodes.flatMap((node) => flags(node) ?? [])).toEqual(['true true', 'true true', 'true true'])
  expect(makePlan(carriedOut(plan, fresh)).nodes).toEqual([])
})

test('a single server has nobody who would have to understand it: one restart', () => {
  expect(starts(makePlan(former(['h1'])))).toEqual(['h1 first'])
})

test('three that talk in clear come to it in three stages, one after the other, and their dependents are restarted once, after all', () => {
  const input = former(THREE)
  const plan = makePlan(input)
  const rounds = ['first', '2', '3'].flatMap((stage) => THREE.map((host) => `${host} ${stage}`))
  expect(starts(plan)).toEqual(rounds)
  expect(plan.nodes.flatMap((node) => flags(node) ?? [])).toEqual(
    ['false false', 'true false', 'true true'].flatMap((flag) => [flag, flag, flag]),
  )
  const fighter = plan.nodes.filter(({ id }) => id === 'h2 unit:metis-data-8700.service')
  expect(fighter.map(({ after }) => after.includes('h3 ready:consul stage 3'))).toEqual([true])
  expect(makePlan(carriedOut(plan, input)).nodes).toEqual([])
})

test('cut off anywhere it goes on, and no two servers that run are ever more than one stage apart', () => {
  const input = former(THREE)
  const all = makePlan(input).nodes
  const isOfConsul = ({ instance }: PlanNode) => instance === 'consul'
  for (const [cut] of [...all.entries()].filter(([, node]) => isOfConsul(node))) {
    /** By host: what its file says, and what its process was started from. */
    const file = new Map<string, number>()
    const runs = new Map(THREE.map((host) => [host, 0]))
    const follow = (nodes: readonly PlanNode[]) => {
      for (const node of nodes) {
        const flag = flags(node)
        if (flag !== undefined)
          file.set(node.host, ['none', 'false false', 'true false', 'true true'].indexOf(flag))
        if (node.action.kind === 'unit' && isOfConsul(node)) runs.set(node.host, file.get(node.host) ?? 0)
        const stages = [...runs.values()]
        expect(Math.max(...stages) - Math.min(...stages), `cut at ${cut}, ${node.id}`).toBeLessThan(2)
      }
    }
    const done = all.slice(0, cut)
    follow(done)
    let known = carriedOut({ organisation: 'acme', nodes: done, digest: '' }, input)
    const rest = makePlan(known)
    follow(rest.nodes)
    known = carriedOut(rest, known)
    expect([...runs.values()], `cut at ${cut}`).toEqual([3, 3, 3])
    expect(
      makePlan(known).nodes.map(({ id, because }) => [id, because]),
      `cut at ${cut}`,
    ).toEqual([])
  }
})

test('servers that join others come in the stage that these have', () => {
  const five = ['h1', 'h2', 'h3', 'h4', 'h5']
  const fresh = freshOrganisation(orgYaml(THREE))
  const secured = carriedOut(makePlan(fresh), fresh)
  const flagsOf = (plan: Plan, host: string) =>
    plan.nodes.filter((node) => node.host === host).flatMap((node) => flags(node) ?? [])
  expect(flagsOf(makePlan(now(secured, orgYaml(five))), 'h4')).toEqual(['true true'])
  const plain = makePlan(now(former(THREE), orgYaml(five)))
  expect(flagsOf(plain, 'h4')).toEqual(['false false', 'true false', 'true true'])
})

test('while one leaves that has no key, and where one is set up by hand, a plan goes no further than all can follow', () => {
  expect(starts(makePlan(now(former(THREE), orgYaml(['h1']))))).toEqual(['h1 first'])
  const byHand = now(former(THREE), orgYaml(THREE, 'h2'))
  const plan = makePlan(byHand)
  expect(starts(plan)).toEqual(['h1 first', 'h2 first', 'h3 first'])
  expect(starts(makePlan(carriedOut(plan, byHand)))).toEqual(['h1 2', 'h2 2', 'h3 2'])
})
