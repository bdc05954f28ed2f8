import { expect, test } from 'vitest'
import { receiptsFact } from '../../src/facts/receipts.js'

const { parse } = receiptsFact('/opt/metis')

test('a receipt comes with what lies at its path now', () => {
  expect(
    parse(`{"id":"file:/opt/metis/consul/config/consul.json","organisation":"acme","instance":"consul","inputs":"ab","path":"/opt/metis/consul/config/consul.json","stat":"42 1700000000 600 metis:metis regular file","text":"{}\\n"}
{"id":"package:nginx","organisation":"acme","instance":"host","inputs":"cd"}
{"id":"file:/opt/metis/gone","organisation":"acme","instance":"host","inputs":"ef","path":"/opt/metis/gone","stat":"1 2 600 root:root regular file"}
now 43 1700000005 600 metis:metis regular file\t/opt/metis/consul/config/consul.json
`),
  ).toEqual([
    {
      id: 'file:/opt/metis/consul/config/consul.json',
      organisation: 'acme',
      instance: 'consul',
      inputs: 'ab',
      path: '/opt/metis/consul/config/consul.json',
      stat: '42 1700000000 600 metis:metis regular file',
      text: '{}\n',
      now: '43 1700000005 600 metis:metis regular file',
    },
    { id: 'package:nginx', organisation: 'acme', instance: 'host', inputs: 'cd' },
    {
      id: 'file:/opt/metis/gone',
      organisation: 'acme',
      instance: 'host',
      inputs: 'ef',
      path: '/opt/metis/gone',
      stat: '1 2 600 root:root regular file',
    },
  ])
})

test('a damaged receipt is none', () => {
  expect(parse('{"id":"file:/x","organis\n{"id":7}\n{}\nnull\n[]\n\n')).toEqual([])
})
