import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { UnitFacts } from '../../src/facts/host-facts.js'
import { kernelFact, unitsByName } from '../../src/facts/kernel.js'
import { unitsFact } from '../../src/facts/units.js'
import { lines, sh } from '../../src/lib/command.js'
import { bash } from '../actions/bash.js'
import { temporaryFolder } from '../state/temporary-folder.js'

test('running, failed and never started units; those that do not exist are left out', () => {
  expect(
    unitsIn(`MainPID=812
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
    unitsIn(
      'Id=metis-via.service\nLoadState=loaded\nActiveState=inactive\nSubState=dead\nUnitFileState=enabled\n',
    ),
  ).toEqual({
    'metis-via.service': { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0, since: 0 },
  })
})

test('systemd is asked by name only for units that have a file, and for whatever it knows itself', () => {
  const tools = temporaryFolder()
  writeFileSync(join(tools, 'systemctl'), '#!/bin/bash\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
  const { output } = bash(lines(sh`PATH=${tools}:$PATH`, unitsFact.command))
  const asked = output.split('\n').slice(output.split('\n').indexOf('--') + 1, -1)
  expect(asked.slice(-4)).toEqual(['metis-*.service', 'nginx.service*', 'mariadb.service*', 'mysql.service*'])
  const folders = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map((at) => `${at}/systemd/system`)
  for (const name of asked.slice(0, -4)) {
    expect(folders.some((folder) => existsSync(join(folder, name)))).toBe(true)
  }
})

test('what makes a unit of ours other than its file is told, and what concerns all units is not', () => {
  const shown = unitsIn(`Id=metis-via.service
LoadState=loaded
ActiveState=active
MainPID=812
FragmentPath=/run/systemd/system/metis-via.service
DropInPaths=/usr/lib/systemd/system/service.d/10-all.conf /etc/systemd/system/metis-via.service.d/override.conf

Id=metis-admin.service
LoadState=masked
ActiveState=inactive
FragmentPath=/etc/systemd/system/metis-admin.service
DropInPaths=

Id=nginx.service
LoadState=loaded
ActiveState=active
FragmentPath=/lib/systemd/system/nginx.service
DropInPaths=/etc/systemd/system/nginx.service.d/more.conf
`)
  expect(shown['metis-via.service']).toMatchObject({
    from: '/run/systemd/system/metis-via.service',
    dropIns: ['/etc/systemd/system/metis-via.service.d/override.conf'],
  })
  expect(shown['metis-admin.service']).toMatchObject({ from: '/dev/null' })
  expect(Object.keys(shown['nginx.service'] ?? {})).not.toContain('from')
  expect(Object.keys(shown['nginx.service'] ?? {})).not.toContain('dropIns')
})

test('without systemd there are no units', () => {
  expect(unitsIn('')).toEqual({})
})

test('without perl nobody knows when a unit was started', () => {
  const shown = unitsFact.parse(
    'Id=metis-via.service\nActiveState=active\nExecMainStartTimestampMonotonic=7000000\n',
  )
  expect(unitsByName(shown, kernelFact.parse(''))['metis-via.service']).toEqual({
    active: 'active',
    sub: '',
    enabled: false,
    pid: 0,
    restarts: 0,
    since: 0,
  })
})

/** On a host that has been up for a minute and a half. */
function unitsIn(shown: string): Readonly<Record<string, UnitFacts>> {
  return unitsByName(unitsFact.parse(shown), kernelFact.parse('booted 1700000000\nuptime 90\n'))
}
