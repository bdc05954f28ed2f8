import { failedProxy } from './proxies.js'

/** Why an address did not give a file. `gone`: it answers, and has no such file; `busy`: it refuses for now. */
export type FailureKind =
  | 'gone'
  | 'unresolved'
  | 'unreachable'
  | 'tls'
  | 'stalled'
  | 'dropped'
  | 'refused'
  | 'busy'

/** Says nothing yet about the artifact: another place may have it. */
export class DownloadFailure extends Error {
  override readonly name = 'DownloadFailure'

  constructor(
    readonly kind: FailureKind,
    /** Without credentials. */
    readonly address: string,
    /** Short and technical: `ENOTFOUND`, `HTTP 503`. */
    readonly reason: string,
    cause?: unknown,
  ) {
    super(`${address}: ${reason}`, { cause })
  }

  /** Another try may well succeed. */
  get isTransient(): boolean {
    return this.kind === 'stalled' || this.kind === 'dropped' || this.kind === 'busy'
  }
}

/** What an HTTP status means for a file that was asked for. */
export function statusFailure(address: string, status: number): DownloadFailure {
  const refusal = status === 429 || status >= 500 ? 'busy' : 'refused'
  return new DownloadFailure(status === 404 || status === 410 ? 'gone' : refusal, address, `HTTP ${status}`)
}

/** What an error of `fetch` or of reading its body means; `undefined` for an error that is none of the network's. */
export function networkFailure(address: string, error: unknown): DownloadFailure | undefined {
  const failure = failureOf(address, error)
  const proxy = failure && failedProxy(error)
  if (failure === undefined || proxy === undefined) return failure
  return new DownloadFailure(failure.kind, address, `${failure.reason}, ${proxy}`, error)
}

function failureOf(address: string, error: unknown): DownloadFailure | undefined {
  const refusal = refusedByProxy(error)
  if (refusal !== undefined) return statusFailure(address, refusal)
  const code = networkCode(error)
  if (code !== undefined) return new DownloadFailure(meaning(code), address, code, error)
  // What `fetch` refuses by itself (a port that browsers block) has no code.
  if (!(error instanceof TypeError) || error.message !== 'fetch failed') return undefined
  const reason = error.cause instanceof Error ? error.cause.message : error.message
  return new DownloadFailure('unreachable', address, reason, error)
}

const UNREACHABLE =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/

function meaning(code: string): FailureKind {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unresolved'
  if (UNREACHABLE.test(code)) return 'unreachable'
  return /^(ECONNRESET|EPIPE|UND_ERR_.*|HPE_.*)$/.test(code) ? 'dropped' : 'tls'
}

/** The status that a proxy gives instead of a tunnel. */
function refusedByProxy(error: unknown): number | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const [, status] = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(at.message) ?? []
    if (status !== undefined) return Number(status)
  }
  return undefined
}

/** `fetch` hides the reason in a chain of causes. Codes of certificates have no prefix of their own. */
function networkCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_0-9]+$/.test(at.code)) return at.code
  }
  return error instanceof TypeError && error.message === 'terminated' ? 'ECONNRESET' : undefined
}
