import { expect, it } from 'vitest'
import { type DraftFile, emptyDraft } from '../../../src/wizard/draft.js'
import { changeHost, learnAddress, nameUser, removeHost } from '../../../src/wizard/hosts/edit-hosts.js'
import { factsOf } from '../facts-of.js'

const FILE: DraftFile = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  hosts: [
    { name: 'h1', address: '10.0.0.11', user: 'ops' },
    { name: 'h2', address: '', user: '', ssh: 'h2.example.com' },
  ],
  roles: {
    consul: [{ host: 'h1' }, { host: 'h2' }],
    carrier: [{ host: 'h1', externalAddress: '9.8.7.6' }],
    admin: [{ host: 'h1' }],
    via: [{ host: 'h2', externalAddress: '9.8.7.5' }],
    data: [{ host: 'h1', port: 8701 }, { host: 'h2' }],
    compute: [{ host: 'h1' }],
  },
}
const DRAFT = {
  ...emptyDraft({ id: 'a', language: 'en', place: 'machines', release: 'metis-0.3.0' }),
  file: FILE,
}

it('takes a host away with its roles, but not what others know of the organisation', () => {
  const { file } = removeHost('h1')(DRAFT)
  expect(file.hosts.map(({ name }) => name)).toEqual(['h2'])
  expect(file.roles).toEqual({
    consul: [{ host: 'h2' }],
    carrier: [{ host: 'h1', externalAddress: '9.8.7.6' }],
    admin: [],
    via: [{ host: 'h2', externalAddress: '9.8.7.5' }],
    data: [{ host: 'h2' }],
    compute: [],
  })
})

it('gives a host another name everywhere', () => {
  const { file } = changeHost('h1', { name: 'one', address: '10.0.0.11', user: 'ops' })(DRAFT)
  expect(JSON.stringify(file)).not.toContain('"h1"')
  expect(file.roles.data).toEqual([{ host: 'one', port: 8701 }, { host: 'h2' }])
  expect(file.roles.carrier).toEqual([{ host: 'one', externalAddress: '9.8.7.6' }])
})

it('names the user only of hosts that have none', () => {
  expect(nameUser('root')(DRAFT).file.hosts.map(({ user }) => user)).toEqual(['ops', 'root'])
})

it('learns an address that nobody has typed, and changes no other', () => {
  const facts = factsOf({ identity: { addresses: [{ interface: 'eth0', address: '10.0.0.12' }] } })
  const [h1, h2] = FILE.hosts
  if (h1 === undefined || h2 === undefined) throw new Error('two hosts')
  expect(learnAddress(h2, facts)(DRAFT).file.hosts[1]?.address).toBe('10.0.0.12')
  expect(learnAddress(h1, facts)(DRAFT)).toBe(DRAFT)
  expect(learnAddress({ ...h2, ssh: 'other.example.com' }, facts)(DRAFT)).toBe(DRAFT)
  expect(learnAddress(h2, factsOf({ identity: { addresses: [] } }))(DRAFT)).toBe(DRAFT)
})
