import { describe, expect, test } from 'vitest'
import type { Organisation } from '../../src/commands/organisation/organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { carriedFacts } from '../../src/kit/receipt.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import { emptyPlan, fakeWorld, login, node, onePlan, type Script } from './fake-world.js'

const ANSWER = '\n@receipts\n\n@\nclock 1769857200000 1769857200000\n'
const receipt = {
  version: 1,
  host: 'h2',
  kit: '0123456789abcdef',
  made: '2026-01-31T09:30:00Z',
  imported: '2026-01-31T10:00:00Z',
  answer: ANSWER,
} as const
const told = { host: 'h2', last: { receipt, facts: carriedFacts(ANSWER) } }

const onH2: PlanNode = {
  ...node,
  id: 'h2 file:/opt/metis/data-8700/config/data.yml',
  host: 'h2',
  instance: 'data-8700',
  byHand: { follows: [], forced: false },
}
const planOf = (...nodes: PlanNode[]): Plan => ({ ...onePlan, nodes })

/** The organisation of the other tests, and h2 with a data service, which nobody connects to. */
function withH2(script: Script, carried: Organisation['carried']) {
  const fake = fakeWorld(script)
  const { topology } = fake.organisation
  const organisation: Organisation = {
    ...fake.organisation,
    carried,
    topology: {
      ...topology,
      hosts: [...topology.hosts, { name: 'h2', address: '10.0.0.2', local: false, byHand: true, ssh: login }],
      instances: [
        ...topology.instances,
        { role: 'data', name: 'data-8700', host: 'h2', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
      ],
    },
  }
  return { ...fake, world: { ...fake.world, open: async () => organisation } }
}

describe('plan', () => {
  test('marks what is done by hand and what waits for it, and says how old its facts are', async () => {
    const waiting = { ...node, heldBy: ['h2'] }
    const fake = withH2({ plans: [planOf(waiting, onH2)] }, [told])
    expect(await runCommandLine(['plan'], fake.world)).toBe(2)
    expect(fake.stdout()).toContain('        only after the kit of h2\n')
    expect(fake.stdout()).toContain('h2: 1 change\n  by hand, with its kit\n')
    expect(fake.stderr()).toContain('h2 is set up by hand; what is known of it is 2h 30m old.')
  })

  test('has something to say of a host that has told nothing, though nothing of it can be planned', async () => {
    const fake = withH2({ plans: [emptyPlan] }, [{ host: 'h2' }])
    expect(await runCommandLine(['plan'], fake.world)).toBe(2)
    expect(fake.stderr()).toContain('bundle export-host h2 --os debian-12 --cpu avx2')
  })
})

describe('apply', () => {
  test('carries out what it can reach and says what is left for kits', async () => {
    const fake = withH2({ plans: [planOf(node, onH2), planOf(onH2)] }, [told])
    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
    expect(fake.ran.map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([[node.id]])
    expect(fake.stdout()).toContain(
      'Left for the kit of h2: 1 change. create-metis-node bundle export-host h2\n',
    )
  })

  test('says before it begins who has to wait for a kit', async () => {
    const held = { ...node, id: 'h1 ready:consul', heldBy: ['h2'] }
    const fake = withH2({ plans: [planOf(node, held, onH2), planOf(held, onH2)] }, [told])
    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
    expect(fake.ran.map(({ nodes }) => nodes.length)).toEqual([1])
    const words =
      'h1 waits for what the kit of h2 does. Run that first, import its receipt, and apply again.\n'
    expect(fake.stdout().split(words)).toHaveLength(3)
  })

  test('has nothing to do where only kits have', async () => {
    const fake = withH2({ plans: [planOf(onH2)] }, [told])
    expect(await runCommandLine(['apply', '--yes'], fake.world)).toBe(0)
    expect([fake.ran, fake.stdout()]).toEqual([
      [],
      'Nothing to do on the hosts that are connected to.\nLeft for the kit of h2: 1 change. create-metis-node bundle export-host h2\n',
    ])
  })
})

test('status says by hand instead of how it is, which nobody can ask', async () => {
  const fake = withH2({}, [told])
  await runCommandLine(['status', '--once', '--json'], fake.world)
  expect(fake.json().filter(({ instance }) => instance === 'data-8700')).toEqual([
    {
      type: 'instance',
      instance: 'data-8700',
      host: 'h2',
      role: 'data',
      state: 'by-hand',
      says: '',
      restarts: 0,
    },
  ])
})

test.each([['stop'], ['logs']])('%s of such a host is done on its own console', async (command) => {
  const fake = withH2({}, [told])
  expect(await runCommandLine([command, 'data', '--yes'], fake.world)).toBe(3)
  expect(fake.stderr()).toContain('h2 is set up by hand: nothing connects to it.')
})

test('destroy says that it stays as it is', async () => {
  const receipts = [
    { id: 'unit:metis-consul.service', organisation: 'bank-a', instance: 'consul', inputs: 'x' },
  ]
  const h1 = { ...told.last.facts, receipts, installDirectory: ['consul'] }
  const fake = withH2({ gathered: [{ facts: { h1, h2: told.last.facts }, problems: [] }] }, [told])
  await runCommandLine(['destroy', '--confirm', 'other'], fake.world)
  expect(fake.stdout()).toContain(
    'h2 is set up by hand and stays as it is. On its console: systemctl disable --now metis-data-8700.service',
  )
})
