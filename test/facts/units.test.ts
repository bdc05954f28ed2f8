import { expect, test } from 'vitest'
import { unitsFact } from '../../src/facts/units.js'
import { lines, sh } from '../../src/lib/command.js'
import { bash } from '../actions/bash.js'

test('running, failed and never started units; those that do not exist are left out', () => {
  expect(
    unitsFact.parse(`booted 1700000000
uptime 90

MainPID=812
NRestarts=0
ExecMainStartTimestampMonotonic=5500000
Id=nginx.service
LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled

MainPID=0
NRestarts=0
ExecMainStartTimestampMonotonic=0
Id=mysql.service
LoadState=not-found
ActiveState=inactive
SubState=dead
UnitFileState=

MainPID=0
NRestarts=5
ExecMainStartTimestampMonotonic=60000000
Id=metis-data-8700.service
LoadState=loaded
ActiveState=failed
SubState=failed
UnitFileState=disabled

MainPID=77
NRestarts=0
ExecMainStartTimestampMonotonic=1000000
Id=metis-left-over.service
LoadState=not-found
ActiveState=active
SubState=running
UnitFileState=
`),
  ).toEqual({
    'nginx.service': {
      active: 'active',
      sub: 'running',
      enabled: true,
      pid: 812,
      restarts: 0,
      since: 1700000005,
      runningSeconds: 85,
    },
    'metis-data-8700.service': {
      active: 'failed',
      sub: 'failed',
      enabled: false,
      pid: 0,
      restarts: 5,
      since: 1700000060,
    },
    'metis-left-over.service': {
      active: 'active',
      sub: 'running',
      enabled: false,
      pid: 77,
      restarts: 0,
      since: 1700000001,
      runningSeconds: 89,
    },
  })
})

test('an old systemd that does not count restarts', () => {
  expect(
    unitsFact.parse(
      'booted 1\n\nId=metis-via.service\nLoadState=loaded\nActiveState=inactive\nSubState=dead\nUnitFileState=enabled\n',
    ),
  ).toEqual({
    'metis-via.service': { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0, since: 0 },
  })
})

test('without systemd there are no units', () => {
  expect(unitsFact.parse('booted 1700000000\n\n')).toEqual({})
  expect(unitsFact.parse('')).toEqual({})
})

test('the start of a unit is reckoned by the clock that systemd uses, whatever uptime says', () => {
  const startedSeconds = Math.round(Date.now() / 1000) - 60
  const monotonicUs = process.hrtime.bigint() / 1000n - 60_000_000n
  const answers = sh`
systemctl() { printf 'Id=metis-via.service\\nLoadState=loaded\\nActiveState=active\\nExecMainStartTimestampMonotonic=%s\\n' ${String(monotonicUs)}; }
read() { builtin read "$@"; uptime=999999999.00; }`
  const { output } = bash(lines(answers, unitsFact.command))
  const { since = 0, runningSeconds = 0 } = unitsFact.parse(output)['metis-via.service'] ?? {}
  expect(Math.abs(since - startedSeconds)).toBeLessThanOrEqual(3)
  expect(Math.abs(runningSeconds - 60)).toBeLessThanOrEqual(3)
})

test('without perl nobody knows when a unit was started', () => {
  const answers = sh`
systemctl() { printf 'Id=metis-via.service\\nLoadState=loaded\\nActiveState=active\\nExecMainStartTimestampMonotonic=7\\n'; }
perl() { return 127; }`
  const { output } = bash(lines(answers, unitsFact.command))
  const found = unitsFact.parse(output)['metis-via.service']
  expect([found?.active, found?.since, found?.runningSeconds]).toEqual(['active', 0, undefined])
})
