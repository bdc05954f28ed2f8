/** Why an address did not give a file. `gone`: it answers, and has no such file. */
export type FailureKind = 'gone' | 'unresolved' | 'unreachable' | 'tls' | 'stalled' | 'dropped' | 'refused'

/** Says nothing yet about the artifact: another place may have it. */
export class DownloadFailure extends Error {
  readonly kind: FailureKind
  /** Without credentials. */
  readonly address: string
  /** Short and technical: `ENOTFOUND`, `HTTP 503`. */
  readonly reason: string
  /** Another try may well succeed. */
  readonly isTransient: boolean

  constructor(
    of: { kind: FailureKind; address: string; reason: string; isTransient?: boolean },
    cause?: unknown,
  ) {
    super(`${of.address}: ${of.reason}`, { cause })
    this.name = 'DownloadFailure'
    this.kind = of.kind
    this.address = of.address
    this.reason = of.reason
    this.isTransient = of.isTransient ?? false
  }
}

/** What an HTTP status means for a file that was asked for. */
export function statusFailure(address: string, status: number): DownloadFailure {
  const isTransient = status === 429 || status >= 500
  const kind = status === 404 || status === 410 ? 'gone' : 'refused'
  return new DownloadFailure({ kind, address, reason: `HTTP ${status}`, isTransient })
}

/** What an error of `fetch` or of reading its body means; `undefined` for an error that is none of the network's. */
export function networkFailure(address: string, error: unknown): DownloadFailure | undefined {
  const code = networkCode(error)
  if (code !== undefined) return new DownloadFailure({ ...meaning(code), address, reason: code }, error)
  // What `fetch` refuses by itself (a port that browsers block) has no code.
  if (!(error instanceof TypeError) || error.message !== 'fetch failed') return undefined
  const reason = error.cause instanceof Error ? error.cause.message : error.message
  return new DownloadFailure({ kind: 'unreachable', address, reason }, error)
}

function meaning(code: string): { kind: FailureKind; isTransient?: boolean } {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unresolved' }
  if (
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
  ) {
    return { kind: 'unreachable' }
  }
  if (/^(ECONNRESET|EPIPE|UND_ERR_.*|HPE_.*)$/.test(code)) return { kind: 'dropped', isTransient: true }
  return { kind: 'tls' }
}

/** `fetch` hides the reason in a chain of causes. Codes of certificates have no prefix of their own. */
function networkCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_0-9]+$/.test(at.code)) return at.code
  }
  return error instanceof TypeError && error.message === 'terminated' ? 'ECONNRESET' : undefined
}
