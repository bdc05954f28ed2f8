import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RECORD_DIRECTORY } from '../../src/actions/keep-record.js'
import { shellQuote, show } from '../../src/lib/text.js'
import { metricsScript } from '../../src/planner/metrics/metrics-script.js'
import { release, topology } from '../commands/fake-world.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** This machine in the place of a host, with a systemd that says `shown` of every unit. */
function host(shown: string) {
  const root = temporaryFolder()
  const [bin, record, collector] = ['bin', 'record', 'collector'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  mkdirSync(bin)
  mkdirSync(record)
  writeFileSync(join(record, '00000001.json'), '{"version":1,"generation":1,"id":"x"}\n{}\n')
  writeFileSync(join(record, '00000002.json'), '{"version":1,"generation":7,"id":"x"}\n{}\n')
  writeFileSync(join(bin, 'systemctl'), `#!/bin/bash\nprintf '${shown}'\n`)
  chmodSync(join(bin, 'systemctl'), 0o755)
  const [first] = topology.hosts
  if (first === undefined) throw new Error('no host')
  const here = { ...topology, installDirectory: root }
  const text = show(metricsScript(here, release, first, '/collector'))
    .replaceAll(RECORD_DIRECTORY, shellQuote(record))
    .replaceAll('/collector/metis-bank-a.prom', shellQuote(join(collector, 'metis-bank-a.prom')))
  writeFileSync(join(root, 'script'), text)
  const run = () =>
    spawnSync('bash', [join(root, 'script')], {
      env: { PATH: `${bin}:${process.env.PATH}` },
      encoding: 'utf8',
    })
  const file = join(collector, 'metis-bank-a.prom')
  const samples = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
  return { run, record, collector, file, samples }
}

const ACTIVE = 'ActiveState=active\\nNRestarts=4\\nLoadState=loaded\\nDropInPaths=\\n'

test('a script for this machine writes every metric, whole, for everybody to read, and says nothing', () => {
  const { run, record, collector, file, samples } = host(ACTIVE)
  const { status, stdout, stderr } = run()
  expect([stdout, stderr, status]).toEqual(['', '', 0])
  expect(readdirSync(collector)).toEqual(['metis-bank-a.prom'])
  expect(statSync(file).mode & 0o777).toBe(0o644)
  const on = 'organisation="bank-a",host="h1"'
  // Nobody listens there: it runs and is not well.
  for (const [name, value] of [
    ['up', 1],
    ['healthy', 0],
    ['ready', 0],
    ['registered', 1],
    ['restarts_total', 4],
    ['unit_changed', 0],
  ])
    expect(samples()).toContain(`metis_instance_${name}{${on},instance_name="consul",role="consul"} ${value}`)
  expect(samples()).toContain(`metis_record_generation{${on}} 7`)
  expect(samples().find((line) => line.startsWith('metis_disk_free_bytes'))).toMatch(/ \d+$/)
  expect(existsSync(join(record, 'disk'))).toBe(true)
  const check = spawnSync('promtool', ['check', 'metrics'], { input: readFileSync(file), encoding: 'utf8' })
  if (check.error === undefined) expect(check.stdout + check.stderr).not.toMatch(/error/i)
})

test('a unit that is down, masked or changed says so', () => {
  const down = host('ActiveState=failed\\nNRestarts=0\\nLoadState=masked\\nDropInPaths=\\n')
  down.run()
  expect(down.samples()).toContain(
    'metis_instance_up{organisation="bank-a",host="h1",instance_name="admin",role="admin"} 0',
  )
  expect(down.samples().filter((line) => line.startsWith('metis_instance_unit_changed'))).toEqual([
    expect.stringMatching(/ 1$/),
    expect.stringMatching(/ 1$/),
  ])
})

test('a folder that can not be written leaves what was there', () => {
  const { run, collector, file } = host(ACTIVE)
  writeFileSync(collector, 'not a folder')
  expect(run().status).not.toBe(0)
  expect(existsSync(file)).toBe(false)
})
