import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { peerAddress } from '../../src/roles/carrier/enr.js'

/** Of the key 2, for 10.0.0.9, 10036/tcp and 10035/udp. */
const ENR =
  'enr:-Jy4QPb4k1ejBGlXJ7dTQRVTsr4cAoGez_gVaGKr8bURXf0YTNSCqEEv4SRdm9W6ON-Asiut-TPRn9kij3giYyr_rQkBh2F0dG5ldHOIAAAAAAAAAACCaWSCdjSCaXCECgAACYlzZWNwMjU2azGhAsYEf5RB7X1tMEVAbpXAfNhcd45LjO88p6usCblccJ7lg3RjcIInNIN1ZHCCJzM'
const PEER_ID = '16Uiu2HAm8kegYGp6XeybmZAuNcnLosyjsRwZ44yLgfEuqLqYL9zt'
const POINT =
  'c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee51ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a'
const ODD_POINT =
  '4f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa385b6b1b8ead809ca67454d9683fcf2ba03456d6fe2c4abe2b07f0fbdbb2f1c1'
const ADDRESS = /^\/ip4\/\d{1,3}(\.\d{1,3}){3}\/tcp\/\d{1,5}\/p2p\/1[1-9A-HJ-NP-Za-km-z]{50,53}$/

test('the bootstrap nodes of the public network are dialled by what their records say', () => {
  const release = readFileSync('presets/releases/metis-0.3.0.yaml', 'utf8')
  expect((release.match(/enr:[\w-]+/g) ?? []).map(peerAddress)).toEqual([
    '/ip4/8.214.3.142/tcp/10036/p2p/16Uiu2HAm2KdMu6YjbRg5tm1aLMcMYFwR6NcobM8wTR3JrBgzYttB',
    '/ip4/8.214.96.4/tcp/10036/p2p/16Uiu2HAm8fdygaFW2hEcCPN8JtS7H4U99VdTWmeATHXXF3dXvh8v',
    '/ip4/47.241.126.101/tcp/10036/p2p/16Uiu2HAkvP5mrWGDoraE2CPY2UfY6sK65VvL455gKjYkE31SYYcF',
    '/ip4/47.241.78.28/tcp/10036/p2p/16Uiu2HAkuumRriw9ijXHYVeqYTeKhePqYV1eZ9xDMmtgzdy6d15A',
    '/ip4/8.214.94.136/tcp/10036/p2p/16Uiu2HAmBJpVBj7GkcA2fadwdpLBXxr6Stpn3GYy5XrnxH66HMGa',
  ])
})

test.each([
  ['of an ENR', ENR, `/ip4/10.0.0.9/tcp/10036/p2p/${PEER_ID}`],
  ['of an enode URL', `enode://${POINT}@10.0.0.9:10036`, `/ip4/10.0.0.9/tcp/10036/p2p/${PEER_ID}`],
  [
    'of an enode URL with another port for discovery',
    `enode://${ODD_POINT}@127.0.0.1:21036?discport=21035`,
    '/ip4/127.0.0.1/tcp/21036/p2p/16Uiu2HAmHzBkRq62mG95vsjKMuYQBezZCtjPXYWUoyVxMxi71aB3',
  ],
])('a carrier is known by the key %s', (_, node, address) => {
  expect(peerAddress(node)).toBe(address)
})

describe('there is no address', () => {
  const record = Buffer.from(ENR.slice(4), 'base64url')
  const changed = (from: string, to: string) => {
    const hex = record.toString('hex')
    expect(hex.split(from).length).toBe(2)
    return `enr:${Buffer.from(hex.replace(from, to), 'hex').toString('base64url')}`
  }
  test.each([
    ['nothing', 'enr:'],
    ['words', 'enr:-first'],
    ['another record after it', `enr:${Buffer.concat([record, record]).toString('base64url')}`],
    ['the address of every interface', changed('0a000009', '00000000')],
    ['an address of many', changed('0a000009', 'e0000001')],
    ['an IPv6 address alone', changed('826970840a000009', '836970368300000a')],
    ['no TCP port', changed('83746370822734', '83746371822734')],
    ['the port 0', changed('83746370822734', '83746370820000')],
    ['a key that is no point', changed('a102c6047f', 'a104c6047f')],
    ['a length of eight bytes', `enr:${Buffer.alloc(9, 0xff).toString('base64url')}`],
    ['lists in lists', `enr:${Buffer.alloc(300, 0xc1).toString('base64url')}`],
    ['more than 300 bytes', `enr:${Buffer.alloc(301).toString('base64url')}`],
    ['a megabyte', `enr:${'A'.repeat(1_000_000)}`],
    ['a name', `enode://${POINT}@node.example.org:10036`],
    ['an address that is none', `enode://${POINT}@10.0.0.256:10036`],
    ['a port that is none', `enode://${POINT}@10.0.0.9:65536`],
    ['half a key', `enode://${POINT.slice(64)}@10.0.0.9:10036`],
  ])('in %s', (_, node) => {
    expect(peerAddress(node)).toBeUndefined()
  })

  test('in any record that was cut short', () => {
    for (let length = 0; length < record.length; length += 1) {
      expect(peerAddress(`enr:${record.subarray(0, length).toString('base64url')}`)).toBeUndefined()
    }
  })

  test('but a whole one, in a record of which any byte is another', () => {
    for (let at = 0; at < record.length; at += 1) {
      for (const byte of [0x00, 0x37, 0x7f, 0x80, 0xb7, 0xb8, 0xbf, 0xc0, 0xf7, 0xf8, 0xff]) {
        const hostile = Buffer.from(record)
        hostile[at] = byte
        const address = peerAddress(`enr:${hostile.toString('base64url')}`)
        if (address !== undefined) expect(address).toMatch(ADDRESS)
      }
    }
  })
})
