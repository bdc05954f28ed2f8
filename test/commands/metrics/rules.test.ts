import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { dashboard } from '../../../src/commands/metrics/dashboard.js'
import { ALERTS, alertRules } from '../../../src/commands/metrics/rules.js'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { show } from '../../../src/lib/text.js'
import { metricsScript } from '../../../src/planner/metrics/metrics-script.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld, release, topology } from '../fake-world.js'

const [host] = topology.hosts
const script = host === undefined ? '' : show(metricsScript(topology, release, host, '/collector'))
const written = new Set([...script.matchAll(/\bsample ([a-z_]+) /g)].map(([, name]) => `metis_${name}`))
const used = (text: string) => text.match(/metis_[a-z_]+/g) ?? []

test('rules and dashboard use what the script writes, and nothing else', () => {
  expect(written.size).toBeGreaterThan(10)
  const all = [...ALERTS.flatMap(({ expr }) => used(expr)), ...used(JSON.stringify(dashboard()))]
  expect(all.filter((name) => !written.has(name))).toEqual([])
  expect([...written].filter((name) => !all.includes(name))).toEqual([])
})

test('both are printed alone', async () => {
  const rules = fakeWorld()
  expect(await runCommandLine(['metrics', 'rules'], rules.world)).toBe(0)
  expect(rules.stdout()).toBe(alertRules())
  const grafana = fakeWorld()
  expect(await runCommandLine(['metrics', 'dashboard'], grafana.world)).toBe(0)
  expect(JSON.parse(grafana.stdout())).toMatchObject({ title: 'MetisNode', panels: { length: 9 } })
})

test('both are one line of JSON where that is asked for', async () => {
  for (const [command, whole] of [
    ['rules', parse(alertRules())],
    ['dashboard', dashboard()],
  ] as const) {
    const fake = fakeWorld()
    expect(await runCommandLine(['metrics', command, '--json'], fake.world)).toBe(0)
    expect(fake.json()).toEqual([JSON.parse(JSON.stringify(whole))])
  }
})

const INSTANCE = '{organisation="acme",host="h1",instance_name="carrier",role="carrier"}'
const ON = '{organisation="acme",host="h1"}'
const OTHER = '{organisation="acme",host="h2"}'

/** What is well, as promtool writes series: `1x200` is the value at each of so many minutes. */
const WELL: Readonly<Record<string, string>> = {
  [`metis_instance_up${INSTANCE}`]: '1x200',
  [`metis_instance_ready${INSTANCE}`]: '1x200',
  [`metis_instance_healthy${INSTANCE}`]: '1x200',
  [`metis_instance_registered${INSTANCE}`]: '1x200',
  [`metis_instance_restarts_total${INSTANCE}`]: '3x200',
  [`metis_instance_unit_changed${INSTANCE}`]: '0x200',
  [`metis_certificate_shown${ON}`]: '1x200',
  [`metis_certificate_loaded${ON}`]: '1x200',
  [`metis_certificate_end_seconds${ON}`]: '9000000x200',
  [`metis_disk_size_bytes${ON}`]: '100000000000x200',
  [`metis_disk_free_bytes${ON}`]: '50000000000x200',
  [`metis_backup_made_seconds${ON}`]: '0x200',
  [`metis_backup_period_seconds${ON}`]: '86400x200',
  [`metis_backup_whole${ON}`]: '1x200',
  [`metis_record_generation${ON}`]: '7x200',
  [`metis_record_generation${OTHER}`]: '7x200',
  [`metis_written_seconds${ON}`]: '0+60x200',
}

const FAULTS: readonly (readonly [alert: string, changed: Readonly<Record<string, string>>])[] = [
  [
    'MetisInstanceDown',
    {
      [`metis_instance_up${INSTANCE}`]: '0x200',
      [`metis_instance_ready${INSTANCE}`]: '0x200',
      [`metis_instance_healthy${INSTANCE}`]: '0x200',
    },
  ],
  [
    'MetisInstanceUnhealthy',
    { [`metis_instance_ready${INSTANCE}`]: '0x200', [`metis_instance_healthy${INSTANCE}`]: '0x200' },
  ],
  ['MetisInstanceNotWorking', { [`metis_instance_healthy${INSTANCE}`]: '0x200' }],
  ['MetisInstanceLostFromConsul', { [`metis_instance_registered${INSTANCE}`]: '0x200' }],
  ['MetisInstanceRestarts', { [`metis_instance_restarts_total${INSTANCE}`]: '3x110 5x90' }],
  ['MetisUnitChanged', { [`metis_instance_unit_changed${INSTANCE}`]: '1x200' }],
  ['MetisCertificateEnds', { [`metis_certificate_end_seconds${ON}`]: '2000000x200' }],
  ['MetisCertificateNotLoaded', { [`metis_certificate_loaded${ON}`]: '0x200' }],
  ['MetisCertificateNotShown', { [`metis_certificate_shown${ON}`]: '0x200' }],
  ['MetisDiskFills', { [`metis_disk_free_bytes${ON}`]: '50000000000-5000000x200' }],
  ['MetisDiskFull', { [`metis_disk_free_bytes${ON}`]: '1000000000x200' }],
  ['MetisBackupOverdue', { [`metis_backup_period_seconds${ON}`]: '3600x200' }],
  ['MetisBackupDamaged', { [`metis_backup_whole${ON}`]: '0x200' }],
  ['MetisRecordsDiffer', { [`metis_record_generation${ON}`]: '6x200' }],
  ['MetisMetricsStale', { [`metis_written_seconds${ON}`]: '0+60x20 1200x180' }],
]

const hasPromtool = spawnSync('promtool', ['--version']).error === undefined
if (!hasPromtool)
  console.warn('promtool (Debian: prometheus) is not here: rules are compared with metrics by name only')

test('every alert has its fault', () => {
  expect(FAULTS.map(([alert]) => alert)).toEqual(ALERTS.map(({ name }) => name))
})

test.skipIf(!hasPromtool)('each fault raises its alert and no other, and what is well raises none', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'rules.yml'), alertRules())
  const at = '140m'
  const cases = [['', {}] as const, ...FAULTS].map(([raised, changed]) => ({
    interval: '1m',
    input_series: Object.entries({ ...WELL, ...changed }).map(([series, values]) => ({ series, values })),
    promql_expr_test: [
      {
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: at,
        exp_samples: raised === '' ? [] : [{ labels: `{alertname="${raised}"}`, value: 1 }],
      },
    ],
  }))
  const file = { rule_files: ['rules.yml'], evaluation_interval: '1m', tests: cases }
  // JSON is YAML.
  writeFileSync(join(folder, 'test.yml'), JSON.stringify(file))
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test.yml'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(`${stdout}${stderr}`).toContain('SUCCESS')
  expect(status).toBe(0)
})
