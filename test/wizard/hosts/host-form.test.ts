import { expect, it } from 'vitest'
import type { DraftHost } from '../../../src/wizard/draft.js'
import {
  fieldBeside,
  fieldsOf,
  formOf,
  type HostForm,
  readForm,
} from '../../../src/wizard/hosts/host-form.js'

const H1: DraftHost = {
  name: 'h1',
  address: '10.0.0.11',
  user: 'ops',
  port: 2222,
  hostKey: 'SHA256:x',
  jump: { address: 'gate', user: 'g' },
}
const ALL: readonly DraftHost[] = [H1, { name: 'h2', address: '10.0.0.12', user: 'ops' }]

const edited = (host: DraftHost | undefined, values: Partial<HostForm['values']>): HostForm => {
  const form = formOf(host, 'h3')
  return { ...form, values: { ...form.values, ...values } }
}

it('gives back the host as it was when nothing was changed', () => {
  expect(readForm(formOf(H1, 'h3'), ALL)).toEqual({ host: H1 })
})

it('forgets the key of a host that is reached at another place now', () => {
  const { hostKey: _key, ...rest } = H1
  expect(readForm(edited(H1, { address: ' 10.0.0.19 ' }), ALL)).toEqual({
    host: { ...rest, address: '10.0.0.19' },
  })
})

it('needs no address where SSH is told a name: the host knows it', () => {
  expect(readForm(edited(undefined, { ssh: 'node1.example.com', user: 'ops' }), ALL)).toEqual({
    host: { name: 'h3', address: '', user: 'ops', ssh: 'node1.example.com' },
  })
})

it.each([
  [{ name: 'H 1' }, 'name', 'topology.invalid-name'],
  [{ name: 'h2' }, 'name', 'hosts.name-taken'],
  [{ address: '10.0.0' }, 'address', 'hosts.invalid-address'],
  [{ address: '' }, 'address', 'hosts.invalid-address'],
  [{ address: '10.0.0.12' }, 'address', 'hosts.there-already'],
  [{ user: '' }, 'user', 'hosts.invalid-user'],
  [{ port: '0' }, 'port', 'hosts.invalid-port'],
  [{ identityFile: '-----BEGIN KEY-----' }, 'identityFile', 'hosts.invalid-path'],
  [{ ssh: 'a_b' }, 'ssh', 'topology.invalid-host'],
])('says what is wrong, and where: %o', (values, field, code) => {
  const read = readForm(edited(H1, values), ALL)
  expect('problem' in read && [read.field, read.problem.code]).toEqual([field, code])
})

it('asks for no login of the computer that the installer runs on', () => {
  const here: DraftHost = { name: 'h1', address: '10.0.0.11', user: 'me', local: true }
  const form = formOf(here, 'h3')
  expect(fieldsOf(form)).toEqual(['name', 'address'])
  expect(fieldBeside(form, 1)).toBe('name')
  expect(readForm(edited(here, { address: '10.0.0.15' }), [here])).toEqual({
    host: { ...here, address: '10.0.0.15' },
  })
})
