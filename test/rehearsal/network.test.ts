import { expect, onTestFinished, test } from 'vitest'
import { createNetwork } from '../../src/rehearsal/network.js'

function networkOf(...hosts: string[]) {
  const network = createNetwork((address) => hosts.includes(address))
  onTestFinished(network.close)
  return network
}

test('an address and port of a simulated host is a real listener on loopback', async () => {
  const network = networkOf('10.0.0.1', '10.0.0.2')
  await network.listen({ host: '10.0.0.1', bind: '10.0.0.1', port: 8500 }, (request, response) => {
    response.end(`you asked for ${request.url}`)
  })
  const asked = { method: 'GET', address: '10.0.0.1', port: 8500, path: '/v1' }
  expect(await network.request('10.0.0.2', asked)).toEqual({ status: 200, body: 'you asked for /v1' })
  expect(await network.dial('10.0.0.2', '10.0.0.1', 8500)).toBe('open')
  expect(await network.dial('10.0.0.2', '10.0.0.1', 8501)).toBe('refused')
})

test('what listens on 127.0.0.1 is for its own host only', async () => {
  const network = networkOf('10.0.0.1', '10.0.0.2')
  await network.listen({ host: '10.0.0.1', bind: '127.0.0.1', port: 3306 })
  expect(await network.dial('10.0.0.1', '127.0.0.1', 3306)).toBe('open')
  expect(await network.dial('10.0.0.2', '127.0.0.1', 3306)).toBe('refused')
  expect(await network.dial('10.0.0.2', '10.0.0.1', 3306)).toBe('refused')
})

test('a port is given once per address, and all addresses are one of them', async () => {
  const network = networkOf('10.0.0.1', '10.0.0.2')
  const first = await network.listen({ host: '10.0.0.1', bind: '0.0.0.0', port: 80 })
  expect(await network.listen({ host: '10.0.0.1', bind: '10.0.0.1', port: 80 })).toBeUndefined()
  expect(await network.listen({ host: '10.0.0.2', bind: '0.0.0.0', port: 80 })).toBeDefined()
  await first?.()
  expect(await network.listen({ host: '10.0.0.1', bind: '10.0.0.1', port: 80 })).toBeDefined()
})

test('a host that is unplugged is silent, and reaches nobody but itself', async () => {
  const network = networkOf('10.0.0.1', '10.0.0.2')
  for (const host of ['10.0.0.1', '10.0.0.2']) await network.listen({ host, bind: '0.0.0.0', port: 80 })
  network.setPlugged('10.0.0.1', false)
  expect(await network.dial('10.0.0.2', '10.0.0.1', 80)).toBe('filtered')
  expect(await network.dial('10.0.0.1', '10.0.0.2', 80)).toBe('filtered')
  expect(await network.dial('10.0.0.1', '127.0.0.1', 80)).toBe('open')
  network.setPlugged('10.0.0.1', true)
  expect(await network.dial('10.0.0.2', '10.0.0.1', 80)).toBe('open')
})

test('an external address leads to the host that listens on the port, and beyond that to a world where all is well', async () => {
  const network = networkOf('10.0.0.1')
  expect(await network.dial('10.0.0.1', '161.117.189.27', 9090)).toBe('open')
  await network.listen({ host: '10.0.0.1', bind: '10.0.0.1', port: 10031 }, (_, response) => {
    response.end('via')
  })
  const asked = { method: 'GET', address: '100.64.0.10', port: 10031, path: '/' }
  expect((await network.request('10.0.0.1', asked))?.body).toBe('via')
})

test('closing leaves no listener', async () => {
  const network = networkOf('10.0.0.1')
  await network.listen({ host: '10.0.0.1', bind: '0.0.0.0', port: 80 })
  await network.close()
  expect(network.open()).toBe(0)
  expect(await network.dial('10.0.0.1', '10.0.0.1', 80)).toBe('refused')
})
