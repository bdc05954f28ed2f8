import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const CLOSED = 'firewall: managed\n'

const planned = (said: Said) =>
  jsonLines(said)
    .flatMap(({ type, nodes }) => (type === 'plan' ? (nodes as { id: string }[]) : []))
    .map(({ id }) => id)
const ofFirewall = (ids: readonly string[]) => ids.filter((id) => id.includes('firewall'))
const TABLE = 'file:/etc/create-metis-node-firewall-rehearsal.nft'

test('every host of a new organisation closes its ports before its services start', async () => {
  const { run } = await rehearsedWorld((await presetText('data-provider')) + CLOSED)
  const ids = planned(await run('plan', '--json'))
  for (const host of ['h1', 'h2', 'h3']) expect(ids).toContain(`${host} ${TABLE}`)
  const first = await run('apply')
  expect([first.exitCode, first.exitCode === 0 ? '' : first.stdout + first.stderr]).toEqual([0, ''])
  expect(planned(await run('plan', '--json'))).toEqual([])
})

test('an organisation that runs is closed, opened and closed again by one key, and a removal takes the tables', async () => {
  const text = await presetText('data-provider')
  const { run, rehearsal } = await rehearsedWorld(text)
  expect((await run('apply')).exitCode).toBe(0)

  writeFileSync(rehearsal.file, text + CLOSED)
  const ids = planned(await run('plan', '--json'))
  expect(ids.filter((id) => !/firewall|record|again$/.test(id))).toEqual([])
  expect((await run('apply')).exitCode).toBe(0)
  expect(planned(await run('plan', '--json'))).toEqual([])

  writeFileSync(rehearsal.file, text)
  expect(ofFirewall(planned(await run('plan', '--json')))).toHaveLength(6)
  expect((await run('apply')).exitCode).toBe(0)
  expect(planned(await run('plan', '--json'))).toEqual([])

  writeFileSync(rehearsal.file, text + CLOSED)
  expect((await run('apply')).exitCode).toBe(0)
  const gone = await run('destroy', '--confirm', 'rehearsal', '--delete-data')
  expect([gone.exitCode, gone.exitCode === 0 ? '' : gone.stdout + gone.stderr]).toEqual([0, ''])
})

const ORG = `
organisation: acme
release: metis-0.3.0
firewall: managed
hosts:
  h1: { address: 10.20.0.11, user: ops }
  h2: { address: 10.20.0.12, user: ops }
  h3: { address: 10.20.0.13, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.7 }
  data: h2
`

test.each([
  ['carrier', 'carrier: { host: h1', 'carrier: { host: h3'],
  ['data', 'data: h2', 'data: [h2, h3]'],
  ['via', 'via: { host: h2', 'via: { host: h3'],
  ['port', 'roles:', 'ports: { consul: { http: 8501 } }\nroles:'],
])('who comes is let in and who goes is shut out: %s', async (_, from, to) => {
  const { run, rehearsal } = await rehearsedWorld(ORG)
  expect((await run('apply')).exitCode).toBe(0)
  writeFileSync(rehearsal.file, ORG.replace(from, to))
  const moved = await run('apply')
  expect([moved.exitCode, moved.exitCode === 0 ? '' : moved.stdout + moved.stderr]).toEqual([0, ''])
  expect((await run('plan')).exitCode).toBe(0)
})
