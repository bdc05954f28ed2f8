import { createServer, connect as dial, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { connectHost } from '../../src/transports/connect.js'
import { answering, hostAt, problemOf } from './connecting.js'
import { startSshServer } from './ssh-server.js'

/** Passes bytes on until it is unplugged; then both sides hear nothing any more, as from a cut cable. */
async function cable(port: number) {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = dial(port, '127.0.0.1')
    sockets.push(near, far)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : 0,
    unplug: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const quick = { keepaliveIntervalMilliseconds: 20, silenceMilliseconds: 2_000 }

describe('a silent connection', () => {
  it('is lost when the host is unplugged in the middle of a command', async () => {
    const server = await startSshServer()
    const wire = await cable(server.port)
    const { options } = answering()
    const transport = await connectHost(hostAt(wire.port), {
      ...options,
      timing: { ...options.timing, ...quick },
    })
    const run = transport.run(sh`echo up; sleep 60`, { onLine: wire.unplug })
    expect(await problemOf(run)).toMatchObject({ code: 'connection.lost', where: { host: 'h1' } })
    await transport.close()
    wire.close()
    await server.close()
  })

  it('is not lost because a script says nothing', async () => {
    const server = await startSshServer()
    const { options } = answering()
    const transport = await connectHost(hostAt(server.port), {
      ...options,
      timing: { ...options.timing, ...quick },
    })
    expect((await transport.run(sh`sleep 3; echo done`)).output).toBe('done\n')
    await transport.close()
    await server.close()
  })
})
