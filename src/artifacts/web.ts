import { existsSync, readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { EnvHttpProxyAgent, fetch, type RequestInit, type Response } from 'undici'
import { fault } from '../errors/problem.js'
import { proxiesOf } from './proxies.js'

/** Authorities that this machine trusts besides those of Node.js: where Debian, Red Hat and macOS keep them. */
const OF_SYSTEM = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
]

let agent: { readonly key: string; readonly dispatcher: EnvHttpProxyAgent } | undefined

/**
 * `fetch` by the proxies of the environment, trusting whom this machine trusts: Node.js's own has no proxies before 24, and
 * knows no authority of the system. Throws `artifact.proxy-unusable`.
 */
export function webFetch(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, dispatcher: dispatcherFor(process.env) })
}

function dispatcherFor(environment: NodeJS.ProcessEnv): EnvHttpProxyAgent {
  const { http = '', https = '', none = '' } = proxiesOf(environment)
  const files = [environment.NODE_EXTRA_CA_CERTS, environment.SSL_CERT_FILE, ...OF_SYSTEM]
  const key = JSON.stringify([http, https, none, files])
  if (agent?.key === key) return agent.dispatcher
  const ca = authorities(files)
  const tls = { connect: { ca }, requestTls: { ca }, proxyTls: { ca } }
  for (const proxy of [http, https]) refuseOther(proxy)
  // Many a proxy opens a tunnel for https alone.
  const proxies = { httpProxy: http, httpsProxy: https, noProxy: none, proxyTunnel: false }
  const dispatcher = new EnvHttpProxyAgent({ ...tls, ...proxies })
  agent = { key, dispatcher }
  return dispatcher
}

/** What it is may hold a password. */
function refuseOther(proxy: string): void {
  const protocol = URL.canParse(proxy) ? new URL(proxy).protocol : ''
  if (proxy !== '' && !/^(https?|socks5):$/.test(protocol)) throw fault('artifact.proxy-unusable')
}

function authorities(files: readonly (string | undefined)[]): string[] {
  const found = files.filter((file) => file !== undefined && file !== '' && existsSync(file))
  return [...rootCertificates, ...found.map((file) => readFileSync(file as string, 'utf8'))]
}
