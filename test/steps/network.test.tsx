import { describe, expect, it, test } from 'vitest'
import { entriesOf } from '../../src/wizard/draft.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { network } from '../../steps/network.js'
import { emptyFile, known } from '../wizard/placed.js'
import { machinesStub } from './machines-stub.js'
import { bench, draftOf, measured, threeHosts } from './placing.js'
import { expectFrame, showStep } from './show-step.js'

const PAGES = ['form', 'reach', 'nftables', 'ufw', 'firewalld', 'cloud'] as const
const NODE = 'enr:-Jy4QNuSzovguCTjde4K8fRQmdhXbGSCRMhy_6urVtq3kaGHUmvB0hVFLfEF4tPy'

describe.each([
  [80, 24, 'en'],
  [80, 24, 'zh'],
  [120, 40, 'en'],
  [120, 40, 'zh'],
] as const)('at %ix%i in %s', (columns, rows, language) => {
  const size = { columns, rows }

  it.each(PAGES)('the page %s', async (page) => {
    const shown = showStep({ network }, { draft: draftOf('network', { language }), bench, ...size })
    await shown.press(...Array.from({ length: PAGES.indexOf(page) }, () => 'Tab'))
    expectFrame(`network-${page}-${columns}x${rows}-${language}`, shown.frame(), size)
  })

  it('64 hosts', async () => {
    const file = suggestRoles(emptyFile(64), 'several', known())
    const shown = showStep({ network }, { draft: draftOf('network', { language, file }), bench, ...size })
    await shown.press('Tab')
    expectFrame(`network-64-hosts-${columns}x${rows}-${language}`, shown.frame(), size)
  })
})

test('an external address is judged with every key, and Enter stays until it is one', async () => {
  const shown = showStep({ network, release: machinesStub }, { draft: draftOf('network'), bench })
  await shown.press('CtrlU', '8.8.8')
  await shown.shows('not "8.8.8"')
  await shown.press('Down', 'Enter')
  await shown.shows('▸! carrier: external address')
  expect(shown.draft().at).toBe('network')
  await shown.press('.', '8')
  expect(shown.draft().file.roles.carrier).toEqual([{ host: 'h1', externalAddress: '8.8.8.8' }])
  await shown.press('Enter')
  await shown.shows('2/2 Release')
})

test('an emptied address is the likely one again', async () => {
  const file = {
    ...threeHosts,
    roles: { ...threeHosts.roles, carrier: [{ host: 'h1', externalAddress: '9.9.9.9' }] },
  }
  const shown = showStep({ network }, { draft: draftOf('network', { file }), bench })
  await shown.press('CtrlU')
  expect(shown.draft().file.roles.carrier?.[0]?.externalAddress).toBe('10.0.0.1')
})

test('whoever arrives finds empty and example addresses filled in', async () => {
  const [carrier] = entriesOf(threeHosts, 'carrier')
  const [via] = entriesOf(threeHosts, 'via')
  const file = {
    ...threeHosts,
    roles: {
      ...threeHosts.roles,
      carrier: [{ host: carrier?.host ?? '', externalAddress: '' }],
      via: [{ host: via?.host ?? '', externalAddress: '198.51.100.11' }],
    },
  }
  const shown = showStep({ roles: machinesStub, network }, { draft: draftOf('roles', { file }), bench })
  await shown.press('Enter')
  await shown.shows('2/2 Network')
  expect(shown.draft().file.roles.carrier?.[0]?.externalAddress).toBe('10.0.0.1')
  expect(shown.draft().file.roles.via?.[0]?.externalAddress).toBe('10.0.0.2')
})

test('a port is written only when it differs from the default', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  const toHttp = Array.from({ length: 11 }, () => 'Down')
  await shown.press(...toHttp, 'CtrlU', '8', '5', '0', '1')
  await shown.shows('default 8500')
  expect(shown.draft().file.ports).toEqual({ consul: { http: 8501 } })
  await shown.press('Backspace', '0')
  await shown.shows('ports.consul.http')
  expect(shown.draft().file).not.toHaveProperty('ports')
})

test('a port that is half typed is still there after a look at the screen before', async () => {
  const shown = showStep({ roles: machinesStub, network }, { draft: draftOf('network'), bench })
  const toHttp = Array.from({ length: 11 }, () => 'Down')
  await shown.press(...toHttp, 'CtrlU', '8', '5', '0', '1', '0', '0')
  await shown.shows('▸! consul: HTTP')
  await shown.press('Esc')
  await shown.shows('1/2 Roles')
  await shown.press('Enter')
  await shown.shows(/ ! consul: HTTP +850100/)
  await shown.press('Enter')
  await shown.shows(/▸! consul: HTTP +850100/)
  expect(shown.draft().at).toBe('network')
})

test('a port that clashes is marked, and Ctrl-F sets the next free one', async () => {
  const file = { ...threeHosts, ports: { consul: { http: 9090 } } }
  const shown = showStep({ network }, { draft: draftOf('network', { file }), bench })
  await shown.press('Enter')
  await shown.shows('▸! consul: HTTP')
  await shown.shows('^F set ports.consul.http to 9091')
  await shown.press('\u0006')
  expect(shown.draft().file.ports).toEqual({ consul: { http: 9091 } })
})

test('the first carrier of a private network has no bootstrap nodes, and no advice about private addresses', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press('Down', 'Down', 'Down', 'Right')
  expect(shown.draft().file.network).toEqual({ bootstrapNodes: [] })
  expect(shown.frame()).not.toContain('bootstrap nodes')
  await shown.press('Up', 'Up', 'Up')
  expect(shown.frame()).not.toContain('advice:')
  await shown.press('Down', 'Down', 'Down', ' ')
  expect(shown.draft().file).not.toHaveProperty('network')
})

test('bootstrap nodes can be pasted line by line; one that is none is told', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press('Down', 'Down', 'Down', 'Down', `${NODE}1\n${NODE}2\n`)
  await shown.shows('2 nodes')
  expect(shown.draft().file.network).toEqual({ bootstrapNodes: [`${NODE}1`, `${NODE}2`] })
  await shown.press(' ', 'x')
  await shown.shows('is not a bootstrap node: "x"')
  expect(shown.draft().file.network).toEqual({ bootstrapNodes: [`${NODE}1`, `${NODE}2`] })
})

test('the data center of the release is not written down', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press('Down', 'Down', '10.9.9.9:9090')
  await shown.shows('default 161.117')
  expect(shown.draft().file.network).toEqual({ dataCenter: '10.9.9.9:9090' })
  await shown.press('CtrlU', '161.117.189.27:9090')
  expect(shown.draft().file).not.toHaveProperty('network')
})

test('where operators are narrows the rules that are shown, and stands in org.yaml', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  const toOperators = Array.from({ length: 6 }, () => 'Down')
  await shown.press(...toOperators, '192.168.7.0/24')
  expect(shown.draft().file.access).toEqual({ operators: ['192.168.7.0/24'] })
  expect(shown.draft().file).toEqual({ ...threeHosts, access: { operators: ['192.168.7.0/24'] } })
  await shown.press('Tab', 'Tab', 'Tab')
  await shown.shows('ufw allow proto tcp from 192.168.7.0/24 to any port 22')
  expect(shown.frame()).not.toContain('Not known who uses them')
  await shown.press('BackTab', 'BackTab', 'BackTab', '/')
  await shown.shows('is no network')
  expect(shown.draft().file.access).toEqual({ operators: ['192.168.7.0/24'] })
})

test('who closes the ports is chosen by a key; a file that does not say so is left as it is until then', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press(...Array.from({ length: 5 }, () => 'Down'))
  await shown.shows('managed [by-hand]')
  expect(shown.draft().file).toEqual(threeHosts)
  await shown.press('Left')
  await shown.shows('[managed] by-hand')
  expect(shown.draft().file).toEqual({ ...threeHosts, firewall: 'managed' })
  await shown.press('Tab', 'Tab')
  await shown.shows('The table that apply loads on h1')
  await shown.press('BackTab', 'BackTab', ' ')
  expect(shown.draft().file).toEqual({ ...threeHosts, firewall: 'by-hand' })
})

test('partners are named where the network shall not be open to everybody', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press(...Array.from({ length: 8 }, () => 'Down'))
  await shown.shows('p2p and via are closed to all others')
  await shown.press('10.8.0.0/16', 'Tab', 'Tab', 'Tab', 'Right')
  await shown.shows('10.8.0.0/16')
  expect(shown.draft().file.access).toEqual({ partners: ['10.8.0.0/16'] })
})

test('the rules are shown host by host, and scroll', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press('Tab', 'Tab')
  await shown.shows('# h1 10.0.0.1')
  await shown.press('Right')
  await shown.shows('# h2 10.0.0.2')
  await shown.press('Left', 'Left')
  await shown.shows('# h3 10.0.0.3')
  await shown.press('Left', 'Left', 'PageDown')
  await shown.shows('dport 10033 accept')
})

test('? explains the field that is typed in', async () => {
  const shown = showStep({ network }, { draft: draftOf('network'), bench })
  await shown.press('Down', 'Down', '?')
  await shown.shows('The data center is the notice board of the network')
})

test('every key leaves a screen that fits, at each size', async () => {
  const keys = [
    'Down',
    'x',
    'Tab',
    'Down',
    'Tab',
    'Right',
    'Tab',
    'PageDown',
    'Tab',
    'Tab',
    'PageDown',
    'Enter',
  ]
  const shown = showStep({ network }, { draft: draftOf('network'), bench, learned: measured() })
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

test('without roles and hosts there is still a screen', async () => {
  const shown = showStep({ network }, { draft: draftOf('network', { file: emptyFile(0) }), bench })
  await shown.press('Tab', 'Tab')
  await shown.shows('no hosts yet')
})
