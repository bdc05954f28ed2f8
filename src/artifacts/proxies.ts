/** Proxies as curl reads them: `http_proxy`, `https_proxy`, `no_proxy`, also in capitals; the scheme may be left out. */
export interface Proxies {
  readonly http?: string
  /** Where there is none, that for http is taken. */
  readonly https?: string
  /** Hosts that are asked without one. */
  readonly none?: string
}

export function proxiesOf(environment: NodeJS.ProcessEnv): Proxies {
  const named = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined
  const proxy = (name: string) => {
    const value = named(name)
    return value === undefined || value.includes('://') ? value : `http://${value}`
  }
  const [http, https, none] = [proxy('http_proxy'), proxy('https_proxy'), named('no_proxy')]
  return { ...(http && { http }), ...(https && { https }), ...(none && { none }) }
}

/** The one that most is fetched through, without its credentials: `http://proxy.example:3128`. */
export function shownProxy(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { https, http } = proxiesOf(environment)
  const proxy = https ?? http
  if (proxy === undefined) return undefined
  return URL.canParse(proxy) ? withoutCredentials(new URL(proxy)) : '?'
}

function withoutCredentials({ protocol, host }: URL): string {
  return `${protocol}//${host}`
}

/** The proxy, without its credentials, when what an error of the network tells is about that. */
export function failedProxy(
  error: unknown,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const { http, https } = proxiesOf(environment)
  const proxies = [https, http].flatMap((one) =>
    one !== undefined && URL.canParse(one) ? [new URL(one)] : [],
  )
  for (let at = error; at instanceof Error; at = at instanceof AggregateError ? at.errors[0] : at.cause) {
    const { port, hostname, message } = at as Error & { port?: number; hostname?: string }
    const isAt = (url: URL) => hostname === url.hostname || (port !== undefined && port === portOf(url))
    const found = message.startsWith('Proxy ') ? proxies[0] : proxies.find(isAt)
    if (found !== undefined) return withoutCredentials(found)
  }
  return undefined
}

function portOf({ port, protocol }: URL): number {
  return port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80
}
