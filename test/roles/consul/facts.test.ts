import { expect, test } from 'vitest'
import { consulFacts } from '../../../src/roles/consul/facts.js'

const parse = (text: string) => consulFacts({ told: { consul: text } })

test('leader, members, keys and services of an agent', () => {
  expect(
    parse(`leader "10.0.0.1:8200"
members [{"Name":"consul_10.0.0.1","Addr":"10.0.0.1","Port":8300,"Tags":{"role":"consul"},"Status":1,"ProtocolMin":1},{"Name":"consul_10.0.0.2","Addr":"10.0.0.2","Port":8300,"Status":4}]
keys [{"LockIndex":0,"Key":"metis/dataCenter_ip_port","Flags":0,"Value":"MTI3LjAuMC4xXzE5MDkw","CreateIndex":9,"ModifyIndex":12},{"Key":"metis/empty","Value":null}]
services {"carrierService_10.0.0.1_10033":{"ID":"carrierService_10.0.0.1_10033","Tags":["carrier"]},"a":{},"b":{},"c":{}}
checks {"service:carrierService_10.0.0.1_10033":{"Status":"passing","ServiceID":"carrierService_10.0.0.1_10033"},"1":{"Status":"warning","ServiceID":"a"},"2":{"Status":"critical","ServiceID":"b"},"3":{"Status":"passing","ServiceID":"b"},"4":{"Status":"maintenance","ServiceID":"c"}}
`),
  ).toEqual({
    leader: '10.0.0.1:8200',
    peers: ['consul_10.0.0.1 10.0.0.1 alive', 'consul_10.0.0.2 10.0.0.2 failed'],
    kv: { 'metis/dataCenter_ip_port': '127.0.0.1_19090', 'metis/empty': '' },
    services: { 'carrierService_10.0.0.1_10033': 'passing', a: 'warning', b: 'critical', c: 'critical' },
  })
})

test('an agent without a leader and without keys', () => {
  expect(parse('leader ""\nmembers []\nkeys No cluster leader\nservices {}\nchecks {}\n')).toEqual({
    leader: '',
    peers: [],
    kv: {},
    services: {},
  })
})

test('no agent, no facts', () => {
  expect(parse('')).toBeUndefined()
})
