import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { gatherWrites } from '../../src/transports/open-socket.js'

async function connected(): Promise<{ socket: Socket; arrived: () => string; ended: Promise<unknown> }> {
  let text = ''
  const server = createServer((other) => {
    other.on('data', (data) => {
      text += data
    })
    other.on('end', () => server.emit('over'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ended = once(server, 'over')
  const { port } = server.address() as { port: number }
  const socket = gatherWrites(connect({ host: '127.0.0.1', port }))
  await once(socket, 'connect')
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  return { socket, arrived: () => text, ended }
}

it('sends what is written in one turn with one call, in order', async () => {
  const { socket, arrived, ended } = await connected()
  const sent = vi.spyOn(socket as Required<Socket>, '_writev')
  const one = vi.spyOn(socket, '_write')
  const told: string[] = []
  socket.write('a')
  socket.write(Buffer.from('bc'), () => told.push('bc'))
  socket.write('64', 'hex', () => told.push('d'))
  await new Promise(setImmediate)
  expect([sent.mock.calls.length, one.mock.calls.length]).toEqual([1, 0])
  socket.write('e')
  socket.end('f')
  await ended
  expect([arrived(), told]).toEqual(['abcdef', ['bc', 'd']])
})

it('says when it holds more than it should, and when that has gone', async () => {
  const { socket, arrived, ended } = await connected()
  const drained = once(socket, 'drain')
  expect(socket.write('x'.repeat(10))).toBe(true)
  expect(socket.write('y'.repeat(1_000_000))).toBe(false)
  await drained
  socket.end()
  await ended
  expect(arrived()).toHaveLength(1_000_010)
})
