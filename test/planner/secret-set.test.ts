import { expect, test } from 'vitest'
import { rehearsedEngine } from '../rehearsal/rehearsed-engine.js'
import { presetText } from '../rehearsal/rehearsed-world.js'

test('what is made with a secret says in its receipt with which set, and nothing else does', async () => {
  const { plan, run, engine } = await rehearsedEngine(await presetText('data-provider'))
  const planned = await plan()
  const made = planned.nodes.flatMap(({ id, secrets }) => (secrets === undefined ? [] : [`${id} ${secrets}`]))
  expect(made).toEqual([
    'h1 file:/opt/metis/consul/data/serf/local.keyring set',
    'h1 file:/opt/metis/consul/config/consul.json set',
    'h1 run:consul/consul-tokens set',
    'h1 file:/opt/metis/consul/config/consul.env set',
    'h1 file:/opt/metis/carrier/data/p2p/p2p_priv_key set',
    'h1 file:/opt/metis/carrier/config/consul.env set',
    'h1 sql:admin/database-account set',
    'h1 sql:admin/console-password set',
    'h1 file:/opt/metis/admin/config/application-admin.yml set',
    'h1 file:/opt/metis/admin/config/consul.env set',
    'h2 file:/opt/metis/via/config/consul.env set',
    'h3 file:/opt/metis/data-8700/config/consul.env set',
  ])
  await run(planned)
  const { facts } = await engine.gather()
  const left = Object.values(facts).flatMap(({ receipts }) => receipts.map(({ secrets }) => secrets))
  expect(left.filter((set) => set !== undefined)).toContain('set')
  expect(new Set(left)).toEqual(new Set([undefined, 'set']))
})
