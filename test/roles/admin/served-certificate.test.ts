import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import * as tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { fill } from '../../../src/lib/text.js'
import { servesCertificate } from '../../../src/roles/admin/served-certificate.js'
import { selfSigned } from '../../commands/secrets/self-signed.js'

const own = selfSigned(['127.0.0.1'])
const other = selfSigned(['127.0.0.1'])
const digest = ({ certificate }: typeof own) =>
  new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase()

async function listening(server: tls.Server | ReturnType<typeof createServer>): Promise<number> {
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

function ask(port: number): Promise<{ code: number; says: string }> {
  const script = fill(servesCertificate('127.0.0.1', port).script, () => own.certificate)
  // The pauses between its tries.
  const run = `sleep() { :; }\n( set -e\n${script}\n)`
  return new Promise((resolve) => {
    execFile('bash', ['-c', run], { encoding: 'utf8' }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), says: stdout.trim() }),
    )
  })
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'the certificate that a server up to %s shows is seen',
  async (maxVersion) => {
    const server = tls.createServer({
      cert: own.certificate,
      key: own.key,
      minVersion: 'TLSv1.2',
      maxVersion,
    })
    const port = await listening(server)
    expect(await ask(port)).toEqual({
      code: 0,
      says: `port ${port} shows the certificate, SHA-256 ${digest(own)}`,
    })
  },
)

test('another one is told, with its fingerprint', async () => {
  const port = await listening(tls.createServer({ cert: other.certificate, key: other.key }))
  expect(await ask(port)).toEqual({
    code: 1,
    says: `port ${port} shows another certificate, SHA-256 ${digest(other)}`,
  })
})

test('a server that speaks no TLS shows none', async () => {
  const port = await listening(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
  expect(await ask(port)).toEqual({ code: 1, says: `port ${port} shows no certificate` })
})
