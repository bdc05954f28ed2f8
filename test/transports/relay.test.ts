import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execaSync } from 'execa'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arrivedBytes, arrivedCommand } from '../../src/transports/arrived.js'
import { BROKEN_OFF, fetchCommand, NO_CONNECTION } from '../../src/transports/fetch-file.js'
import { type Incoming, partialPath, WRONG_SUM } from '../../src/transports/partial-file.js'
import { NOT_SERVED, readServingLine, type Serving, serveCommand } from '../../src/transports/serve-file.js'
import type { RunResult, Transport } from '../../src/transports/transport.js'
import { createHostTransportForTest } from './local-host.js'

const CONTENT = randomBytes(5_000_000)
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const TOKEN = 'a'.repeat(64)

let transport: Transport
let home: string
let served: string
let file: Incoming
const stop: AbortController[] = []

beforeEach(async () => {
  ;({ transport } = await createHostTransportForTest())
  home = mkdtempSync(join(tmpdir(), 'metis-relay-'))
  served = join(home, 'served')
  writeFileSync(served, CONTENT)
  file = { path: join(home, 'store', 'file'), sha256: SHA256, size: CONTENT.length }
})

afterEach(async () => {
  for (const one of stop.splice(0)) one.abort()
  await transport.close()
  rmSync(home, { recursive: true, force: true })
})

/** Starts to serve; resolves once somebody can connect. */
async function serve(changes: Partial<Serving> = {}) {
  const end = new AbortController()
  stop.push(end)
  const said: number[] = []
  let running: Promise<RunResult> | undefined
  const port = await new Promise<number>((resolve, reject) => {
    const serving: Serving = {
      path: served,
      sha256: SHA256,
      size: CONTENT.length,
      address: '127.0.0.1',
      peers: ['127.0.0.1'],
      token: TOKEN,
      verify: false,
      ...changes,
    }
    running = transport.run(serveCommand(serving), {
      lane: 'serve',
      signal: end.signal,
      onLine: (line) => {
        const word = readServingLine(line)
        if (word !== undefined && 'listening' in word) resolve(word.listening)
        if (word !== undefined && 'at' in word) said.push(word.at)
      },
    })
    running.then(({ exitCode }) => reject(new Error(`ended with ${exitCode}`)), reject)
  })
  return { port, said, end, ended: running as unknown as Promise<RunResult> }
}

function fetchFrom(port: number, changes: { offset?: number; token?: string; own?: string } = {}) {
  const from = { address: '127.0.0.1', port }
  return transport.run(
    fetchCommand({ ...file, offset: 0, from, own: '127.0.0.1', token: TOKEN, ...changes }),
    {
      lane: 'bulk',
    },
  )
}

function partial(content: Buffer) {
  execaSync('mkdir', ['-p', join(home, 'store')])
  writeFileSync(partialPath(file), content, { mode: 0o600 })
}

function listens(port: number): boolean {
  return execaSync('ss', ['-Hltn', `sport = :${port}`]).stdout !== ''
}

describe('a file from one host to another', () => {
  it('arrives whole, with its mode, and nobody listens any more', async () => {
    const { port, said, ended } = await serve()
    expect(listens(port)).toBe(true)
    expect((await fetchFrom(port)).exitCode).toBe(0)
    expect(readFileSync(file.path).equals(CONTENT)).toBe(true)
    expect((statSync(file.path).mode & 0o777).toString(8)).toBe('644')
    expect((await ended).exitCode).toBe(0)
    expect([listens(port), said.at(-1)]).toEqual([false, CONTENT.length])
    expect(readdirSync(join(home, 'store'))).toEqual(['file'])
  })

  it('goes on where an earlier try was cut off', async () => {
    partial(CONTENT.subarray(0, 4_000_000))
    const { output } = await transport.run(arrivedCommand(file))
    expect(await arrivedBytes(output, served)).toBe(4_000_000)
    const { port, said } = await serve()
    expect((await fetchFrom(port, { offset: 4_000_000 })).exitCode).toBe(0)
    expect(readFileSync(file.path).equals(CONTENT)).toBe(true)
    expect(said.every((at) => at > 4_000_000)).toBe(true)
  })

  it('is given to nobody who has another token, and then to the one who has the right one', async () => {
    const { port } = await serve()
    for (const token of ['b'.repeat(64), 'a'.repeat(63), '']) {
      expect((await fetchFrom(port, { token })).exitCode).toBe(BROKEN_OFF)
    }
    expect([existsSync(file.path), listens(port)]).toEqual([false, true])
    expect((await fetchFrom(port)).exitCode).toBe(0)
  })

  it('is given to nobody who only waits, and is not kept from others by that', async () => {
    const { port } = await serve()
    const idle = await new Promise<Socket>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket))
    })
    expect((await fetchFrom(port)).exitCode).toBe(0)
    idle.destroy()
  })

  it('is given to no address but those of the organisation', async () => {
    const { port } = await serve({ peers: ['127.0.0.2'] })
    expect((await fetchFrom(port)).exitCode).toBe(BROKEN_OFF)
    expect((await fetchFrom(port, { own: '127.0.0.2' })).exitCode).toBe(0)
  })

  it('is given only once', async () => {
    const { port, ended } = await serve()
    expect((await fetchFrom(port)).exitCode).toBe(0)
    await ended
    rmSync(file.path)
    expect((await fetchFrom(port)).exitCode).toBe(NO_CONNECTION)
  })

  it('comes from a host whose own address is another one', async () => {
    const { port } = await serve()
    expect((await fetchFrom(port, { own: '192.0.2.1' })).exitCode).toBe(0)
  })

  it('that differs from what it should be is thrown away', async () => {
    writeFileSync(served, randomBytes(CONTENT.length))
    const { port } = await serve()
    expect((await fetchFrom(port)).exitCode).toBe(WRONG_SUM)
    expect(readdirSync(join(home, 'store'))).toEqual([])
  })

  it('from an earlier run is looked at before anybody can have it', async () => {
    writeFileSync(served, randomBytes(CONTENT.length))
    await expect(serve({ verify: true })).rejects.toThrow(`ended with ${NOT_SERVED}`)
    rmSync(served)
    await expect(serve()).rejects.toThrow(`ended with ${NOT_SERVED}`)
  })

  it('stays in part when the one who serves it is ended, and at once nobody listens', async () => {
    writeFileSync(served, CONTENT)
    const { port, end, ended } = await serve()
    end.abort(new Error('enough'))
    await expect(ended).rejects.toThrow('enough')
    await transport.run({
      script: [`while ss -Hltn 'sport = :${port}' | grep -q .; do sleep 0.02; done`],
    })
    expect((await fetchFrom(port)).exitCode).toBe(NO_CONNECTION)
  })

  it('is not served any more once the shell of the one who serves is gone', async () => {
    const other = await createHostTransportForTest()
    const { port } = await serve()
    await transport.close()
    await other.transport.run({
      script: [`while ss -Hltn 'sport = :${port}' | grep -q .; do sleep 0.02; done`],
    })
    expect(listens(port)).toBe(false)
    await other.transport.close()
    ;({ transport } = await createHostTransportForTest())
  })

  it('never shows its token on a command line', async () => {
    const { port } = await serve()
    const lines = execaSync('ps', ['axww', '-o', 'args']).stdout
    expect(lines).toContain('127.0.0.1')
    expect(lines).not.toContain(TOKEN)
    expect((await fetchFrom(port)).exitCode).toBe(0)
  })
})

describe('what has arrived', () => {
  const ask = async () => arrivedBytes((await transport.run(arrivedCommand(file))).output, served)

  it('is nothing on a fresh host', async () => {
    expect(await ask()).toBe(0)
  })

  it('is all of it when it lies at its place, which is then not sent again', async () => {
    partial(CONTENT.subarray(0, 10))
    writeFileSync(file.path, CONTENT, { mode: 0o600 })
    expect(await ask()).toBe('whole')
    expect((statSync(file.path).mode & 0o777).toString(8)).toBe('644')
    expect(readdirSync(join(home, 'store'))).toEqual(['file'])
  })

  it('counts only when it is how the file begins', async () => {
    partial(randomBytes(1_000_000))
    expect(await ask()).toBe(0)
  })

  it('does not count when it is longer than the file, or a link', async () => {
    partial(Buffer.concat([CONTENT, CONTENT]))
    expect(await ask()).toBe(0)
    rmSync(partialPath(file))
    execaSync('ln', ['-s', served, partialPath(file)])
    expect(await ask()).toBe(0)
  })
})
