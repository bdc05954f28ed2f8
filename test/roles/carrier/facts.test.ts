import { expect, test } from 'vitest'
import { carrierFacts } from '../../../src/roles/carrier/facts.js'

const parse = (text: string) => carrierFacts({ told: { carrier: text } })

test('a carrier that has joined: its record, its peers, the nodes it began with, its fighters', () => {
  expect(
    parse(`node {"status":0,"msg":"ok","information":{"nodeType":"NodeType_YarnNode","nodeId":"ab12","internalIp":"0.0.0.0","internalPort":"10033","identityId":"identity:1","name":"bank-a","state":"YarnNodeState_Active","relatePeers":3,"localBootstrapNode":"enr:-own","localMultiAddr":"/ip4/203.0.113.1/udp/10035/p2p/16Uiu2HA"}}
seeds {"status":0,"nodes":[{"addr":"enr:-a","isDefault":true,"connState":"ConnState_Connected"},{"addr":"enr:-b","isDefault":true,"connState":"ConnState_UnConnected"}]}
data {"status":0,"nodes":[{"nodeDetail":{"id":"dataService_10.0.0.3_8700","internalIp":"10.0.0.3","internalPort":"8700","externalIp":"203.0.113.3","externalPort":"10031","connState":"ConnState_Connected"}}]}
compute {"status":0,"nodes":[{"nodeDetail":{"id":"jobService_10.0.0.3_8800","internalIp":"10.0.0.3","internalPort":"8800","connState":"ConnState_UnConnected"}}]}
`),
  ).toEqual({
    identity: 'identity:1',
    name: 'bank-a',
    enr: 'enr:-own',
    multiAddress: '/ip4/203.0.113.1/udp/10035/p2p/16Uiu2HA',
    peers: 3,
    seeds: { all: 2, connected: 1 },
    fighters: [
      { role: 'data', id: 'dataService_10.0.0.3_8700', address: '10.0.0.3:8700', connected: true },
      { role: 'compute', id: 'jobService_10.0.0.3_8800', address: '10.0.0.3:8800', connected: false },
    ],
  })
})

test('a carrier that has not joined and says nothing else', () => {
  const node =
    'node {"information":{"identityId":"","name":"","relatePeers":0,"localBootstrapNode":"enr:-own"}}'
  expect(parse(`${node}\nseeds {"nodes":null}\n`)).toEqual({
    identity: '',
    name: '',
    enr: 'enr:-own',
    multiAddress: '',
    peers: 0,
    seeds: { all: 0, connected: 0 },
    fighters: [],
  })
})

test('no answer, or one that is none, is no fact', () => {
  expect(parse('')).toBeUndefined()
  expect(parse('node <html>\n')).toBeUndefined()
  expect(parse('node {"code":14,"message":"connection error"}\n')).toBeUndefined()
})
