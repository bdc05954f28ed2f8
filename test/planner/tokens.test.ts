import { expect, test } from 'vitest'
import { show } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan, PlanInput, PlanNode } from '../../src/planner/plan.js'
import { consulFacts } from '../../src/roles/consul/facts.js'
import { carriedOut, freshOrganisation } from './organisation.js'

function orgYaml(acl: 'on' | 'off', servers = 'h1', more = ''): string {
  return `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
  h3: { address: 10.0.0.13, user: ops }
roles:
  consul: [${servers}]
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h2
  compute: [h3${more}]
consul: { acl: ${acl} }
`
}

const now = ({ facts }: PlanInput, text: string): PlanInput => ({ ...freshOrganisation(text), facts })
const applied = (input: PlanInput) => carriedOut(makePlan(input), input)
const THREE = 'h1, h2, h3'

const policy = ({ action }: PlanNode) =>
  action.kind === 'write-file' && action.path.endsWith('/consul.json')
    ? (/"default_policy": "(\w+)"/.exec(show(action.content))?.[1] ?? 'none')
    : undefined
const policies = ({ nodes }: Plan) => nodes.flatMap((node) => policy(node) ?? [])
/** `h2 deny`: the order in which servers are started, and how. */
function starts({ nodes }: Plan): string[] {
  const file = new Map<string, string>()
  return nodes.flatMap((node) => {
    const found = policy(node)
    if (found !== undefined) file.set(node.host, found)
    return node.action.kind === 'unit' && node.action.unit === 'metis-consul.service'
      ? [`${node.host} ${file.get(node.host)}`]
      : []
  })
}
const placeOf = ({ nodes }: Plan, id: RegExp) => nodes.findIndex((node) => id.test(node.id))
const tokenFiles = ({ nodes }: Plan) =>
  nodes.flatMap(({ id }) => /\S+ file:\/opt\/metis\/([^/]+)\/config\/consul\.env$/.exec(id)?.[1] ?? [])

test('without ACLs Consul gets none, and nobody has a token', () => {
  const plan = makePlan(freshOrganisation(orgYaml('off')))
  expect([policies(plan), tokenFiles(plan)]).toEqual([['none'], []])
})

test.for([['h1'], [THREE]])(
  'a new organisation with Consul on %s answers nobody without a token from the start',
  ([servers]) => {
    const fresh = freshOrganisation(orgYaml('on', servers))
    const plan = makePlan(fresh)
    expect(new Set(policies(plan))).toEqual(new Set(['deny']))
    const tokens = placeOf(plan, /run:consul\/consul-tokens$/)
    expect(placeOf(plan, /h1 run:consul\/consul-leader$/)).toBeLessThan(tokens)
    expect(tokens).toBeLessThan(placeOf(plan, /kv:/))
    for (const unit of ['carrier', 'admin', 'via', 'data-8700', 'compute-8800'])
      expect(tokens, unit).toBeLessThan(placeOf(plan, new RegExp(`unit:metis-${unit}.service$`)))
    expect(new Set(tokenFiles(plan))).toEqual(
      new Set(['consul', 'carrier', 'admin', 'via', 'data-8700', 'compute-8800']),
    )
    expect(makePlan(carriedOut(plan, fresh)).nodes).toEqual([])
  },
)

test('one that runs learns tokens, gives them to all, and only a later plan shuts out whoever has none', () => {
  const before = now(applied(freshOrganisation(orgYaml('off', THREE))), orgYaml('on', THREE))
  const first = makePlan(before)
  // Everybody calls the first server: it is restarted when all others know tokens.
  expect(starts(first)).toEqual(['h3 allow', 'h2 allow', 'h1 allow'])
  const tokens = placeOf(first, /run:consul\/consul-tokens stage 4$/)
  expect(placeOf(first, /h1 unit:metis-consul.service stage 4$/)).toBeLessThan(tokens)
  expect(tokens).toBeLessThan(placeOf(first, /unit:metis-carrier.service$/))
  const admitted = carriedOut(first, before)
  const second = makePlan(admitted)
  expect(starts(second)).toEqual(['h3 deny', 'h2 deny', 'h1 deny'])
  expect(makePlan(carriedOut(second, admitted)).nodes).toEqual([])
})

test('of a single server it is the same, each time with one restart', () => {
  const before = now(applied(freshOrganisation(orgYaml('off'))), orgYaml('on'))
  const first = makePlan(before)
  expect(starts(first)).toEqual(['h1 allow'])
  const admitted = carriedOut(first, before)
  expect(starts(makePlan(admitted))).toEqual(['h1 deny'])
  expect(makePlan(applied(admitted)).nodes).toEqual([])
})

test('cut off anywhere, it is never shut before all that run hold their tokens', () => {
  const before = now(applied(freshOrganisation(orgYaml('off', THREE))), orgYaml('on', THREE))
  const all = makePlan(before).nodes
  for (const cut of all.keys()) {
    const known = carriedOut({ organisation: 'acme', nodes: all.slice(0, cut), digest: '' }, before)
    const isStarted = all.slice(cut).every(({ action }) => action.kind !== 'unit')
    expect(policies(makePlan(known)).includes('deny'), `cut at ${cut}`).toBe(isStarted)
  }
})

test('while a host does not answer, whoever has no token is not shut out', () => {
  const before = now(applied(freshOrganisation(orgYaml('off'))), orgYaml('on'))
  const { h3: _, ...others } = applied(before).facts
  expect(policies(makePlan({ ...applied(before), facts: others }))).toEqual([])
})

test('turned off, servers answer everybody again before services go without their tokens', () => {
  const before = now(applied(freshOrganisation(orgYaml('on', THREE))), orgYaml('off', THREE))
  const plan = makePlan(before)
  expect(starts(plan)).toEqual(['h1 none', 'h2 none', 'h3 none'])
  expect(placeOf(plan, /h3 unit:metis-consul/)).toBeLessThan(placeOf(plan, /unit:metis-carrier.service$/))
  expect(makePlan(carriedOut(plan, before)).nodes).toEqual([])
  const again = now(carriedOut(plan, before), orgYaml('on', THREE))
  expect(policies(makePlan(again))).toEqual(['allow', 'allow', 'allow'])
})

test('who is added gets a token before it starts, and nobody else is restarted', () => {
  const before = now(
    applied(freshOrganisation(orgYaml('on'))),
    orgYaml('on', 'h1', ', { host: h3, port: 8801, taskPorts: 41101-41200 }'),
  )
  const plan = makePlan(before)
  const units = plan.nodes.flatMap(({ action }) => (action.kind === 'unit' ? [action.unit] : []))
  expect(units.filter((unit) => unit.startsWith('metis-'))).toEqual(['metis-compute-8801.service'])
  expect(placeOf(plan, /run:consul\/consul-tokens$/)).toBeLessThan(placeOf(plan, /unit:metis-compute-8801/))
})

/** As Consul tells which tokens it has. */
function knowing(input: PlanInput, tokens: readonly string[]): PlanInput {
  const { h1 } = input.facts
  if (h1 === undefined) return input
  const list = JSON.stringify(tokens.map((Description) => ({ Description })))
  const told = { consul: `${h1.told?.consul}tokens ${list}\n` }
  return { ...input, facts: { ...input.facts, h1: { ...h1, told } } }
}

const MADE = ['operator', 'carrier@h1', 'admin@h1', 'via@h1', 'data-8700@h2', 'compute-8800@h3'].map(
  (name) => `create-metis-node ${name} digest of consul-token-${name}`,
)

test('tokens that Consul has lost are made again; those of nobody are taken from it last of all', () => {
  const done = applied(freshOrganisation(orgYaml('on')))
  const works = (tokens: readonly string[]) => makePlan(knowing(done, tokens)).nodes.map(({ id }) => id)
  expect(consulFacts(knowing(done, MADE).facts.h1 ?? {})?.tokens).toEqual(MADE)
  expect(works([...MADE, 'Anonymous Token', "somebody's own"])).toEqual([])
  expect(works(MADE.slice(1))).toContain('h1 run:consul/consul-tokens')
  expect(works([...MADE, 'create-metis-node data-8701@h2 0f']).at(-1)).toBe('h1 run:consul/former-tokens')
})

test('what has yet to leave a host that is away keeps its token, until the host is back or forgotten', () => {
  const before = orgYaml('on')
    .replace('roles:', '  h4: { address: 10.0.0.14, user: ops }\nroles:')
    .replace('data: h2', 'data: [h2, { host: h4, port: 8701 }]')
  const { h4: _, ...others } = applied(freshOrganisation(before)).facts
  const left = 'create-metis-node data-8701@h4 digest of consul-token-data-8701@h4'
  const after = knowing({ ...freshOrganisation(orgYaml('on')), facts: others }, [...MADE, left])
  const ids = (input: PlanInput) => makePlan(input).nodes.map(({ id }) => id)
  expect(ids({ ...after, away: [{ host: 'h4', instances: ['data-8701'] }] })).toEqual([])
  expect(ids(after).at(-1)).toBe('h1 run:consul/former-tokens')
})
