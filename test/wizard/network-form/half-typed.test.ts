import { expect, test } from 'vitest'
import type { NetworkField } from '../../../src/wizard/network-form/fields.js'
import { halfTyped, typedAgain } from '../../../src/wizard/network-form/half-typed.js'

const grpcOn = (host: string): NetworkField => ({
  key: 'roles.data[0].port',
  about: 'port',
  value: '8700',
  usual: '8700',
  port: { key: 'roles.data[0].port', role: 'data', purpose: 'gRPC', host, value: '8700', usual: '8700' },
})
const dataCenter: NetworkField = { key: 'network.dataCenter', about: 'data-center', value: '', usual: '' }
const address: NetworkField = {
  key: 'roles.via.externalAddress',
  about: 'external-address',
  role: 'via',
  value: '8.8.8',
}
const fields = [address, dataCenter, grpcOn('h3')]

test('only what is no answer yet and stands nowhere else is kept', () => {
  const typed = {
    'roles.via.externalAddress': '8.8.8',
    'network.dataCenter': '10.0.0.9:9090',
    'roles.data[0].port': '870x',
  }
  expect(halfTyped({ id: 'd1' }, fields, typed)).toEqual({
    draft: 'd1',
    texts: [{ key: 'roles.data[0].port', host: 'h3', text: '870x' }],
  })
})

test('it comes back in the same field of the same answers, and nowhere else', () => {
  const kept = { draft: 'd1', texts: [{ key: 'roles.data[0].port', host: 'h3', text: '870x' }] }
  expect(typedAgain({ id: 'd1' }, fields, kept)).toEqual({ 'roles.data[0].port': '870x' })
  expect(typedAgain({ id: 'd2' }, fields, kept)).toEqual({})
  expect(typedAgain({ id: 'd1' }, [grpcOn('h4')], kept)).toEqual({})
})
