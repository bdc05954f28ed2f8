import { expect, test } from 'vitest'
import { sh } from '../../src/lib/command.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { diagnose } from '../../src/runner/diagnose.js'
import { told } from '../preflight/told.js'

const install = (from?: { path: string; sha256: string }): PlanNode => ({
  id: 'h1 packages:host',
  phase: 'prepare',
  host: 'h1',
  instance: 'host',
  action: { kind: 'package', names: ['nginx'], ...(from === undefined ? {} : { from }) },
  after: [],
  because: { word: 'reason.packages' },
})
const carried = install({ path: '/opt/metis/.artifacts/a/packages-debian-12.tar', sha256: 'a' })
const codeOf = (node: PlanNode, line: string) => told([diagnose(node, 100, ['', line])])[0]?.code

test.each([
  'E: Unable to locate package nginx',
  'E: Package nginx has no installation candidate',
  'The following packages have unmet dependencies:',
  'E: Unable to correct problems, you have held broken packages.',
  'E: Packages need to be removed but remove is disabled.',
])('packages that were brought along and do not fit are told as such: %s', (line) => {
  expect(codeOf(carried, line)).toBe('run.carried-packages-unfit')
})

test('what else goes wrong with them is told as everywhere', () => {
  expect(codeOf(carried, 'tar: x: Cannot write: No space left on device')).toBe('run.disk-full')
  expect(codeOf(carried, 'E: Could not get lock /var/lib/dpkg/lock-frontend')).toBe(
    'run.package-manager-busy',
  )
  expect(codeOf(carried, 'dpkg: error processing package mariadb-server')).toBe('run.action-failed')
})

test('a host with sources of its own is told to look at them', () => {
  expect(codeOf(install(), 'E: Unable to locate package nginx')).toBe('run.packages-unavailable')
})

test('what another host does not take is not the matter of the one that sends it', () => {
  const says = 'h2 (10.0.0.2, port 22) does not take it: '
  for (const why of ['metis-backups@10.0.0.2: Permission denied (publickey).', 'No space left on device'])
    expect(codeOf(install(), says + why)).toBe('run.backup-refused')
})

test('a process that has ended is the cause, whatever was said while it was waited for', () => {
  const leader: PlanNode = {
    ...install(),
    instance: 'consul',
    action: { kind: 'run', name: 'consul-leader', command: sh`:`, inputs: '' },
  }
  const ended = [
    'no leader',
    'its process has ended (203); last log lines of metis-consul.service:',
    'metis-consul.service: Failed at step EXEC spawning /opt/metis/consul/current/consul: Permission denied',
  ]
  expect(told([diagnose(leader, 1, ended)])).toMatchObject([{ code: 'run.process-ended', output: ended }])
  expect(diagnose(leader, 1, [...ended, 'listen tcp: bind: address already in use']).code).toBe(
    'run.port-in-use',
  )
})
