import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request as ask, createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { proxiesOf, shownProxy } from '../../src/artifacts/proxies.js'
import { readyArtifacts } from '../../src/artifacts/ready-artifacts.js'
import { selfSigned } from '../commands/secrets/self-signed.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { files, mirror } from './mirror.js'
import { CARRIER, releaseOf } from './release.js'

afterEach(() => vi.unstubAllEnvs())

/** A proxy on loopback that knows `mirror.invalid`, which nobody else does, and what it was asked for. */
async function proxyTo(port: number, refuse?: number) {
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`.trim())
    if (refuse !== undefined) return void outgoing.writeHead(refuse).end()
    const { pathname } = new URL(incoming.url ?? '')
    ask({ host: '127.0.0.1', port, path: pathname }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    }).end()
  })
  server.on('connect', ({ url }, socket) => {
    asked.push(`CONNECT ${url}`)
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`)
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(through).pipe(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const bound = server.address()
  return { port: typeof bound === 'object' ? (bound?.port ?? 0) : 0, asked }
}

function fetchCarrier(source: string) {
  return readyArtifacts({
    release: releaseOf([CARRIER]),
    wanted: [{ id: 'carrier' }],
    sources: { source, files: {} },
    pins: {},
    baseDirectory: '/',
    cacheDirectory: temporaryFolder(),
    limits: { retrySeconds: [] },
  })
}

test('a proxy is asked in place of the server, by its login, and not for hosts that need none', async () => {
  const { address, host } = await mirror(files({ carrier: 'carrier 7' }))
  const proxy = await proxyTo(Number(host.split(':')[1]))
  vi.stubEnv('http_proxy', `ops:secret@127.0.0.1:${proxy.port}`)
  vi.stubEnv('no_proxy', 'localhost, 127.0.0.1')
  const { ready } = await fetchCarrier('http://mirror.invalid/metis/')
  expect(ready).toHaveLength(1)
  expect(proxy.asked).toEqual(['GET http://mirror.invalid/metis/carrier Basic b3BzOnNlY3JldA=='])
  await fetchCarrier(address)
  expect(proxy.asked).toHaveLength(1)
})

test('https goes through a tunnel', async () => {
  const proxy = await proxyTo(2, 502)
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy.port}`)
  vi.stubEnv('no_proxy', '127.0.0.1')
  const [problem] = await problemsOfAsync(fetchCarrier('https://mirror.invalid/metis/'))
  expect(proxy.asked[0]).toBe('CONNECT mirror.invalid:443')
  expect(problem?.details.files).toContain(
    `https://mirror.invalid/metis/carrier (HTTP 502, http://127.0.0.1:${proxy.port})`,
  )
})

test('one that is not there, or wants a login, is named', async () => {
  vi.stubEnv('http_proxy', 'http://ops:secret@127.0.0.1:2')
  const [away] = await problemsOfAsync(fetchCarrier('http://mirror.invalid/metis/'))
  expect([away?.code, away?.details.reason]).toEqual([
    'artifact.unreachable',
    'ECONNREFUSED, http://127.0.0.1:2',
  ])
  const proxy = await proxyTo(2, 407)
  vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`)
  const [login] = await problemsOfAsync(fetchCarrier('http://mirror.invalid/metis/'))
  expect([login?.code, login?.details.reason]).toEqual([
    'artifact.refused',
    `HTTP 407, http://127.0.0.1:${proxy.port}`,
  ])
})

test("an authority of one's own is trusted", async () => {
  const { certificate, key } = selfSigned(['127.0.0.1'], 2025, 2049)
  const server = createSecureServer({ cert: certificate, key }, (_, answer) => answer.end('carrier 7'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const bound = server.address()
  const source = `https://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/`
  const [problem] = await problemsOfAsync(fetchCarrier(source))
  expect(problem?.details.files).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)')
  const file = join(temporaryFolder(), 'ca.pem')
  writeFileSync(file, certificate)
  vi.stubEnv('SSL_CERT_FILE', file)
  expect((await fetchCarrier(source)).ready).toHaveLength(1)
})

test.each(['ftp://proxy.example', 'http://', 'http://proxy example'])('%s is no proxy', async (value) => {
  vi.stubEnv('http_proxy', value)
  const [problem] = await problemsOfAsync(fetchCarrier('http://mirror.invalid/metis/'))
  expect(problem?.code).toBe('artifact.proxy-unusable')
})

test('names of either case, a scheme that is left out, and no credentials on screens', () => {
  expect(proxiesOf({ HTTP_PROXY: 'a:1', https_proxy: 'https://b', NO_PROXY: 'c', no_proxy: '' })).toEqual({
    http: 'http://a:1',
    https: 'https://b',
    none: 'c',
  })
  expect(shownProxy({ https_proxy: 'u:p@proxy.example:3128' })).toBe('http://proxy.example:3128')
  expect(shownProxy({})).toBeUndefined()
})
