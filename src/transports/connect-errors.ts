import type { Code } from '../errors/codes/index.js'
import { fault, InstallerError } from '../errors/problem.js'
import type { SshTarget } from './ssh-target.js'

/** Stands where an errno stands. */
export const NOT_SSH = 'ENOTSSH'

const BY_ERRNO: Readonly<Record<string, Code>> = {
  ENOTFOUND: 'connection.name-unknown',
  EAI_AGAIN: 'connection.name-unknown',
  ECONNREFUSED: 'connection.refused',
  EHOSTUNREACH: 'connection.no-route',
  ENETUNREACH: 'connection.no-route',
  EHOSTDOWN: 'connection.no-route',
  ETIMEDOUT: 'connection.timed-out',
  ECONNRESET: 'connection.dropped',
  EPIPE: 'connection.dropped',
  ECONNABORTED: 'connection.dropped',
  [NOT_SSH]: 'connection.not-ssh',
}

/** A failed attempt to connect, from what the socket or ssh2 threw. */
export function connectFailure(reason: unknown, { host, login }: SshTarget): InstallerError {
  if (reason instanceof InstallerError) return reason
  const message = reason instanceof Error ? reason.message : String(reason)
  const details = { host, address: login.address, port: login.port, user: login.user, reason: message }
  return fault(codeOf(reason, message), details, { host }, reason)
}

/**
 * Only what may pass by itself: a host that boots, a route that comes up, an sshd that has too many logins at once.
 * Not a timeout (TCP has tried several times by then), and never a password, key or host key.
 */
export function isTransient(reason: unknown): boolean {
  const transient: readonly Code[] = ['connection.refused', 'connection.no-route', 'connection.dropped']
  return reason instanceof InstallerError && reason.problems.every(({ code }) => transient.includes(code))
}

function codeOf(reason: unknown, message: string): Code {
  const errno = reason instanceof Error && 'code' in reason ? String(reason.code) : ''
  const byErrno = BY_ERRNO[errno]
  if (byErrno !== undefined) return byErrno
  if (/lost before handshake/i.test(message)) return 'connection.dropped'
  // What ssh2 says of a channel that was asked for when the connection went.
  if (/no response from server/i.test(message)) return 'connection.dropped'
  // Of sessions: sshd's `MaxSessions`, which counts those of one connection.
  if (/^\(SSH\) Channel open failure/.test(message)) return 'connection.session-refused'
  if (/no matching|unsupported algorithm/i.test(message)) return 'connection.no-common-algorithm'
  return 'connection.failed'
}
