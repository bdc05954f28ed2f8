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

test('what should be closed is tried from outside, and told where it is open or nobody can tell', async () => {
  const { run, rehearsal } = await rehearsedWorld(ORG)
  expect((await run('check')).stdout).toContain('unknown, nothing could be tried')
  expect((await run('plan')).stdout.replace(/\s+/g, ' ')).toContain(
    'Open to the world: carrier@h1 10035/udp, carrier@h1 10036/tcp, via@h2 10031/tcp',
  )
  expect((await run('apply')).exitCode).toBe(0)
  const well = await run('status')
  expect([well.exitCode, well.stdout]).toEqual([
    0,
    expect.stringMatching(/from all hosts and from here, none came/),
  ])

  const { machineAt } = rehearsal
  const { table } = machineAt('10.20.0.12')
  machineAt('10.20.0.12').table = undefined
  for (const command of ['check', 'status']) {
    const { exitCode, stdout, stderr } = await run(command)
    const all = (stdout + stderr).replace(/\s+/g, ' ')
    expect(exitCode).toBe(0)
    expect(all).toMatch(/Ports closed to others: 2 of \d+ connections tried came through/)
    expect(all).toContain('TCP 8700 of data-8700 on h2 should be closed to h3, and is open.')
    expect(all).toContain('TCP 8700 of data-8700 on h2 should be closed to this computer, and is open.')
  }
  machineAt('10.20.0.12').table = table

  writeFileSync(rehearsal.file, ORG.replace('firewall: managed\n', ''))
  expect((await run('status')).stdout).not.toContain('Ports closed')
})

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
