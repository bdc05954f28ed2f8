import { expect, test } from 'vitest'
import { type DraftFile, entriesOf } from '../../src/wizard/draft.js'
import {
  addRole,
  leaveOutHost,
  moveRole,
  removeRole,
  setCount,
  swapHosts,
} from '../../src/wizard/edit-roles.js'
import { emptyFile, known, rolesByHost } from './placed.js'

const file: DraftFile = emptyFile(4, {
  roles: {
    consul: [{ host: 'h1' }],
    carrier: [{ host: 'h1', externalAddress: '10.0.0.1' }],
    admin: [{ host: 'h1', tls: { certificate: 'c.pem', key: 'k.pem' } }],
    via: [{ host: 'h2', externalAddress: '9.9.9.9' }],
    data: [{ host: 'h3' }, { host: 'h4', port: 8750 }],
    compute: [{ host: 'h3' }],
  },
})

test('an address that was filled in follows its role, one that was typed stays', () => {
  const moved = moveRole(file, { role: 'carrier', index: 0, host: 'h1' }, 'h4', known())
  expect(moved.roles.carrier).toEqual([{ host: 'h4', externalAddress: '10.0.0.4' }])
  const gateway = moveRole(file, { role: 'via', index: 0, host: 'h2' }, 'h4', known())
  expect(gateway.roles.via).toEqual([{ host: 'h4', externalAddress: '9.9.9.9' }])
})

test('the admin takes its certificate along', () => {
  const moved = moveRole(file, { role: 'admin', index: 0, host: 'h1' }, 'h2', known())
  expect(moved.roles.admin).toEqual([{ host: 'h2', tls: { certificate: 'c.pem', key: 'k.pem' } }])
})

test('a fighter that moves to another gets the next free ports, and they are written down', () => {
  const moved = moveRole(file, { role: 'data', index: 0, host: 'h3' }, 'h4', known())
  expect(moved.roles.data).toEqual([{ host: 'h4' }, { host: 'h4', port: 8750, taskPorts: '31101-31200' }])
})

test('whoever has the same port on every host leaves the ports of fighters unwritten', () => {
  const two: DraftFile = { ...file, roles: { ...file.roles, data: [{ host: 'h3' }, { host: 'h3' }] } }
  expect(moveRole(two, { role: 'via', index: 0, host: 'h2' }, 'h4', known()).roles.data).toEqual(
    two.roles.data,
  )
  expect(addRole(two, 'consul', 'h2', known()).roles.data).toEqual(two.roles.data)
})

test('a fighter whose own port is taken where it goes lets it go', () => {
  const both: DraftFile = {
    ...file,
    roles: {
      ...file.roles,
      data: [
        { host: 'h3', port: 8750 },
        { host: 'h4', port: 8750 },
      ],
    },
  }
  const moved = moveRole(both, { role: 'data', index: 0, host: 'h3' }, 'h4', known())
  expect(moved.roles.data).toEqual([{ host: 'h4' }, { host: 'h4', port: 8750, taskPorts: '31101-31200' }])
})

test('a consul server that moves to another one changes places with it', () => {
  const three = setCount(file, 'consul', 3, known())
  expect(hostsOf(three, 'consul')).toEqual(['h1', 'h2', 'h4'])
  const moved = moveRole(three, { role: 'consul', index: 0, host: 'h1' }, 'h4', known())
  expect(hostsOf(moved, 'consul')).toEqual(['h4', 'h2', 'h1'])
})

test('further consul servers go where there is room and no fighter, fewer are the first ones', () => {
  const known4 = known({ h2: [2, 4], h3: [64, 256], h4: [8, 32] })
  expect(hostsOf(setCount(file, 'consul', 3, known4), 'consul')).toEqual(['h1', 'h3', 'h4'])
  expect(hostsOf(setCount(setCount(file, 'consul', 3, known4), 'consul', 1, known4), 'consul')).toEqual([
    'h1',
  ])
  expect(setCount(file, 'consul', 5, known()).roles.consul).toHaveLength(4)
})

test('data and compute can be added to any host, also several times', () => {
  const more = addRole(addRole(file, 'compute', 'h3', known()), 'compute', 'h3', known())
  expect(more.roles.compute).toEqual([
    { host: 'h3' },
    { host: 'h3', port: 8801, taskPorts: '41101-41200' },
    { host: 'h3', port: 8802, taskPorts: '41201-41300' },
  ])
})

test('there is one via, one carrier, and one consul server to a host', () => {
  expect(addRole(file, 'via', 'h4', known())).toBe(file)
  expect(addRole(file, 'consul', 'h1', known())).toBe(file)
  const { via: _gone, ...roles } = file.roles
  expect(addRole({ ...file, roles }, 'via', 'h4', known()).roles.via).toEqual([
    { host: 'h4', externalAddress: '10.0.0.4' },
  ])
})

test('removing one fighter leaves the ports of the others', () => {
  const two = addRole(file, 'data', 'h3', known())
  expect(rolesByHost(two).h3).toBe('data data:8701 compute')
  expect(rolesByHost(removeRole(two, { role: 'data', index: 0, host: 'h3' })).h3).toBe('data:8701 compute')
  expect(removeRole(file, { role: 'via', index: 0, host: 'h2' }).roles.via).toEqual([])
})

test('two hosts change all their roles', () => {
  expect(rolesByHost(swapHosts(file, 'h1', 'h3', known()))).toEqual({
    h1: 'data compute',
    h2: 'via',
    h3: 'consul carrier admin',
    h4: 'data:8750',
  })
  expect(swapHosts(file, 'h1', 'h3', known()).roles.carrier).toEqual([
    { host: 'h3', externalAddress: '10.0.0.3' },
  ])
})

test('a host that is removed takes its roles along', () => {
  const left = leaveOutHost(file, 'h1')
  expect(rolesByHost(left)).toEqual({ h2: 'via', h3: 'data compute', h4: 'data:8750' })
  expect(left.hosts.map(({ name }) => name)).toEqual(['h2', 'h3', 'h4'])
})

function hostsOf(of: DraftFile, role: string): string[] {
  return entriesOf(of, role).map(({ host }) => host)
}
