import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const METRICS = 'metrics: { directory: /var/lib/prometheus/node-exporter }\n'
const UNIT = 'create-metis-node-metrics-rehearsal'

const planned = (said: Said) =>
  jsonLines(said)
    .flatMap(({ type, nodes }) => (type === 'plan' ? (nodes as { id: string }[]) : []))
    .map(({ id }) => id)

test('a timer comes with the key in org.yaml and goes with it, and a removal leaves nothing of it', async () => {
  const text = await presetText('data-provider')
  const { run, rehearsal } = await rehearsedWorld(text)
  expect((await run('apply')).exitCode).toBe(0)

  writeFileSync(rehearsal.file, text + METRICS)
  const ids = planned(await run('plan', '--json'))
  for (const host of ['h1', 'h2', 'h3'])
    expect(ids).toEqual(
      expect.arrayContaining([
        `${host} file:/usr/local/sbin/${UNIT}`,
        `${host} file:/usr/local/lib/systemd/system/${UNIT}.timer`,
        `${host} run:host/metrics`,
      ]),
    )
  expect(ids.filter((id) => !/metrics|record|again$/.test(id))).toEqual([])
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)
  const compared = await run('check', '--drift', '--json')
  expect(jsonLines(compared).filter(({ code }) => String(code).startsWith('upkeep'))).toEqual([])

  writeFileSync(rehearsal.file, text)
  expect(planned(await run('plan', '--json')).filter((id) => id.includes('no-metrics'))).toHaveLength(3)
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)

  writeFileSync(rehearsal.file, text + METRICS)
  expect((await run('apply')).exitCode).toBe(0)
  const gone = await run('destroy', '--confirm', 'rehearsal', '--delete-data')
  expect(gone.exitCode).toBe(0)
  expect(readFileSync(rehearsal.file, 'utf8')).toContain('metrics')
})
