import { expect, test } from 'vitest'
import type { ActionKind } from '../../src/actions/action.js'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import { show } from '../../src/lib/text.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import type { Plan } from '../../src/planner/plan.js'
import { questionsFor } from '../../src/planner/questions.js'
import { rehearsedEngine } from './rehearsed-engine.js'
import { PRESETS, presetText } from './rehearsed-world.js'

const text = await presetText('single-host')

/** The plan as somebody would make it who forgets something: what waited for it no longer does. */
function without(plan: Plan, forgets: (node: Plan['nodes'][number]) => boolean): Plan {
  const gone = new Set(plan.nodes.filter(forgets).map(({ id }) => id))
  const nodes = plan.nodes.filter(({ id }) => !gone.has(id))
  return {
    ...plan,
    nodes: nodes.map((node) => ({ ...node, after: node.after.filter((id) => !gone.has(id)) })),
  }
}

async function forgetting(forgets: (node: Plan['nodes'][number]) => boolean) {
  const { plan, run } = await rehearsedEngine(text)
  const { outcome } = await run(without(await plan(), forgets))
  return outcome.problems.map(({ code, where, output = [] }) => [code, where.instance, output.join('\n')])
}

const isKind = (kind: ActionKind) => (node: Plan['nodes'][number]) => node.action.kind === kind

test('a carrier dies without its key in Consul', async () => {
  expect(await forgetting(isKind('consul-kv'))).toContainEqual([
    'run.data-center-unreachable',
    'carrier',
    expect.stringContaining('metis/dataCenter_ip_port is not found'),
  ])
})

test('an admin ends without its database account', async () => {
  expect(await forgetting(({ id }) => id.endsWith('sql:admin/database-account'))).toContainEqual([
    'run.database-refused',
    'admin',
    expect.stringContaining("Access denied for user 'metis_admin'"),
  ])
})

test('a fighter ends without its Python packages', async () => {
  expect(await forgetting(({ id }) => id.endsWith('/site-packages'))).toContainEqual([
    'run.process-ended',
    'data-8700',
    expect.stringContaining("No module named 'metis'"),
  ])
})

test('a file of a service needs the account of the service', async () => {
  expect(await forgetting(({ id }) => id.includes('/account '))).toContainEqual([
    'run.action-failed',
    'consul',
    expect.stringContaining('chown: invalid user'),
  ])
})

test('a program needs its artifact', async () => {
  expect(await forgetting(isKind('place-artifact'))).toContainEqual([
    'run.action-failed',
    'consul',
    expect.stringContaining('No such file or directory'),
  ])
})

test('an installed service says of itself what its health command would say', async () => {
  const { engine, plan, run } = await rehearsedEngine(text)
  await run(await plan())
  const { facts } = await engine.gather()
  const parsed = parseTopology(parseYaml(text), await readReleases(PRESETS))
  if (!parsed.ok) throw new Error('the preset is not valid')
  const [host] = parsed.topology.hosts
  if (host === undefined) throw new Error('the preset has no host')
  const { health } = questionsFor(parsed.topology, parsed.release, host)
  for (const [instance, { state, says }] of Object.entries(facts.h1?.health ?? {})) {
    expect(state).toBe('healthy')
    const words = says.replace(/^leader \S+, 1 of 1/, 'leader $leader, $alive of 1')
    expect(show(health[instance]?.script ?? [])).toContain(words)
  }
  expect(Object.keys(facts.h1?.health ?? {})).toEqual(Object.keys(health))
})
