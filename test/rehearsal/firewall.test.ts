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
