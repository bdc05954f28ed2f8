import { describe, expect, it, test } from 'vitest'
import { placementsOf } from '../../src/wizard/placements.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { roles } from '../../steps/roles.js'
import { emptyFile, known, rolesByHost } from '../wizard/placed.js'
import { machinesStub } from './machines-stub.js'
import { bench, draftOf, measured, threeHosts } from './placing.js'
import { expectFrame, showStep } from './show-step.js'

const SIZES = { h1: [16, 32], h2: [16, 32], h3: [4, 8] } as const

describe.each([
  [80, 24, 'en'],
  [80, 24, 'zh'],
  [120, 40, 'en'],
  [120, 40, 'zh'],
] as const)('at %ix%i in %s', (columns, rows, language) => {
  const size = { columns, rows }
  const name = (what: string) => `roles-${what}-${columns}x${rows}-${language}`

  it('the picture, what is pointed at, and the advice', () => {
    const shown = showStep(
      { roles },
      { draft: draftOf('roles', { language }), bench, learned: measured(SIZES), ...size },
    )
    expectFrame(name('picture'), shown.frame(), size)
  })

  it('a role that is held over another host', async () => {
    const shown = showStep(
      { roles },
      { draft: draftOf('roles', { language }), bench, learned: measured(SIZES), ...size },
    )
    await shown.press('Down', 'Down', 'm', 'Right')
    expectFrame(name('held'), shown.frame(), size)
  })

  it('64 hosts', () => {
    const file = suggestRoles(emptyFile(64), 'several', known())
    const shown = showStep({ roles }, { draft: draftOf('roles', { language, file }), bench, ...size })
    expectFrame(name('64-hosts'), shown.frame(), size)
  })
})

test('why the roles are where they are', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench, learned: measured(SIZES) })
  await shown.press('w')
  expectFrame('roles-why', shown.frame(), { columns: 80, rows: 24 })
  await shown.press('Esc')
  await shown.shows('Enter go on')
})

test('a role is moved with m, the arrows and Enter, and back again with u', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('Down', 'Down', 'm', 'Right', 'Right')
  await shown.shows('Move carrier from h1 to h3?')
  expect(rolesByHost(shown.draft().file)).toEqual(rolesByHost(threeHosts))
  await shown.press('Enter')
  await shown.shows('carrier moved from h1 to h3')
  expect(rolesByHost(shown.draft().file)).toEqual({
    h1: 'consul admin',
    h2: 'via compute',
    h3: 'carrier data',
  })
  await shown.press('u')
  await shown.shows('as it was before')
  expect(shown.draft().file).toEqual(threeHosts)
})

test('Escape puts back what is held, and only then leaves the screen', async () => {
  const shown = showStep({ machines: machinesStub, roles }, { draft: draftOf('roles'), bench })
  await shown.press('Down', 'm', 'Right', 'Esc')
  await shown.shows('Enter go on')
  expect(shown.draft()).toMatchObject({ at: 'roles', file: threeHosts })
  await shown.press('Esc')
  await shown.shows('Machines')
})

test('with a host under the focus m lets two hosts change places', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('m', 'Right', 'Enter')
  await shown.shows('h1 and h2 have changed places')
  expect(rolesByHost(shown.draft().file)).toEqual({
    h1: 'via compute',
    h2: 'consul carrier admin',
    h3: 'data',
  })
})

test('a adds what is chosen, d removes what is pointed at', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('a', 'Right')
  await shown.shows('[compute]')
  await shown.press('Enter')
  await shown.shows('compute added to h1')
  expect(rolesByHost(shown.draft().file).h1).toBe('consul carrier admin compute')
  await shown.press('Down', 'Down', 'Down', 'Down', 'd')
  await shown.shows('compute removed from h1')
  expect(rolesByHost(shown.draft().file).h1).toBe('consul carrier admin')
})

test('d on a host asks first, says what goes along, and any key but Enter keeps it', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('Right', 'd')
  await shown.shows('Leave h2 out of the organisation, with via, compute?')
  await shown.press('x')
  await shown.shows('Enter go on')
  expect(shown.draft().file).toEqual(threeHosts)
  await shown.press('d', 'Enter')
  await shown.shows('h2 is no longer part of the organisation')
  expect(rolesByHost(shown.draft().file)).toEqual({ h1: 'consul carrier admin', h3: 'data' })
})

test('1, 3 and 5 set how many consul servers there are, as far as there are hosts', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('3')
  await shown.shows('consul on 3 hosts')
  expect(shown.draft().file.roles.consul).toHaveLength(3)
  await shown.press('5')
  await shown.shows('5 consul servers need 5 hosts; there are 3')
  await shown.press('1')
  await shown.shows('consul on 1 host')
  expect(shown.draft().file.roles.consul).toEqual([{ host: 'h1' }])
})

test('f does what the advice suggests, Tab shows the next one', async () => {
  const file = { ...threeHosts, roles: { ...threeHosts.roles, consul: [{ host: 'h1' }, { host: 'h2' }] } }
  const shown = showStep({ roles }, { draft: draftOf('roles', { file }), bench })
  await shown.shows('The role consul runs on 1, 3 or 5 hosts; this file has 2.')
  await shown.press('Tab')
  await shown.shows('leads nowhere outside')
  await shown.press('BackTab')
  await shown.shows('f consul on 3 hosts')
  await shown.press('f')
  await shown.shows('Done: consul on 3 hosts')
  expect(shown.draft().file.roles.consul).toHaveLength(3)
})

test('Enter goes on, but not past an error: it shows which one', async () => {
  const { via: _gone, ...without } = threeHosts.roles
  const shown = showStep(
    { roles, network: machinesStub },
    { draft: draftOf('roles', { file: { ...threeHosts, roles: without } }), bench },
  )
  await shown.press('Tab', 'Enter')
  await shown.shows('this has to be answered first')
  await shown.shows('There is data, but no via.')
  expect(shown.draft().at).toBe('roles')
  await shown.press('f', 'Enter')
  await shown.shows('2/2 Network')
  expect(shown.draft().confirmed).toContain('roles')
})

test('s places everything anew by the measured sizes', async () => {
  const everything = { ...threeHosts, roles: suggestRoles(emptyFile(1), 'both', known()).roles }
  const shown = showStep({ roles }, { draft: draftOf('roles', { file: everything }), bench })
  await shown.press('s')
  await shown.shows('placed by the sizes of the hosts')
  expect(rolesByHost(shown.draft().file)).toEqual(rolesByHost(threeHosts))
})

test('z shows one host alone with its ports, arrows go to the next host', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('z')
  await shown.shows('8300')
  await shown.press('Right')
  await shown.shows('8800')
  await shown.press('z')
  await shown.shows('Enter go on')
})

test('? explains the role that is pointed at', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench })
  await shown.press('?')
  await shown.shows('Which host bears which role.')
  await shown.press('Esc')
  await shown.shows('Enter go on')
  await shown.press('Down', '?')
  await shown.shows('Consul is the register of the organisation')
})

test('whoever comes to a new organisation finds its roles placed', async () => {
  const shown = showStep(
    { machines: machinesStub, roles },
    { draft: { ...draftOf('roles', { file: emptyFile(3) }), at: 'machines' }, bench },
  )
  await shown.press('Enter')
  await shown.shows('2/2 Roles')
  expect(rolesByHost(shown.draft().file)).toEqual(rolesByHost(threeHosts))
})

test('what was confirmed stays, and after a change of hosts only what is missing is placed', async () => {
  const moved = {
    ...threeHosts,
    roles: { ...threeHosts.roles, data: [{ host: 'h1' }], compute: [{ host: 'h9' }] },
  }
  const start = { ...draftOf('roles', { file: moved }), at: 'machines' as const }
  const kept = showStep(
    { machines: machinesStub, roles },
    { draft: { ...start, confirmed: ['roles'] }, bench },
  )
  await kept.press('Enter')
  await kept.shows('2/2 Roles')
  expect(kept.draft().file).toEqual(moved)
  const shaken = showStep({ machines: machinesStub, roles }, { draft: { ...start, stale: ['roles'] }, bench })
  await shaken.press('Enter')
  await shaken.shows('2/2 Roles')
  expect(rolesByHost(shaken.draft().file)).toMatchObject({ h1: 'consul carrier admin data' })
  expect(placementsOf(shaken.draft().file).map(({ host }) => host)).not.toContain('h9')
})

test('without hosts it says so and takes no harm', async () => {
  const shown = showStep({ roles }, { draft: draftOf('roles', { file: emptyFile(0) }), bench })
  await shown.press('m', 'a', 'd', 's', 'f', 'z', 'Right', 'Esc', 'w', 'Esc', '3', 'Enter')
  expect(shown.draft()).toMatchObject({ at: 'roles', file: emptyFile(0) })
})

test('a name that came from elsewhere can not turn the text around', () => {
  const file = { ...threeHosts, roles: { ...threeHosts.roles, data: [{ host: 'h\u202e9' }] } }
  const shown = showStep({ roles }, { draft: draftOf('roles', { file }), bench })
  expect(shown.frame()).toContain('names the host `h9`')
  expect(shown.frame()).not.toContain('\u202e')
})

test('every key leaves a screen that fits, at each size', async () => {
  const keys = [
    'Down',
    'm',
    'Right',
    'Enter',
    'a',
    'Down',
    'Enter',
    'd',
    'z',
    'PageDown',
    'Esc',
    'w',
    'x',
    '3',
    's',
    'Tab',
    'f',
    'u',
  ]
  const shown = showStep({ roles }, { draft: draftOf('roles'), bench, learned: measured(SIZES) })
  for (const [columns, rows] of [
    [80, 24],
    [60, 20],
    [200, 60],
    [81, 25],
  ] as const) {
    shown.resize(columns, rows)
    for (const key of keys) {
      await shown.press(key)
      expect(shown.frame().split('\n').length).toBeLessThan(rows)
    }
  }
})
