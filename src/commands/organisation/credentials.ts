import { fault, type InstallerError } from '../../errors/problem.js'
import { askOnce } from '../../transports/ask-once.js'
import type {
  ConnectOptions,
  CredentialRequest,
  Credentials,
  OfferedHostKey,
} from '../../transports/connect-options.js'
import { fingerprintOf, keysIn } from '../../transports/known-hosts.js'
import type { Ask, Session } from '../program/session.js'
import { inTurn, isYes } from '../terminal/ask.js'
import {
  type GivenCredentials,
  givenCredentials,
  type HostAccess,
  NO_CREDENTIALS,
} from './given-credentials.js'

/**
 * Passwords that were handed over, from a file, the environment, or the operator: asked once per user, and offered
 * for all hosts. An answer that an account has had is never given to it again: when a request for the same account
 * comes back, it was refused.
 */
export function operatorCredentials(
  session: Session,
  hosts: number,
  given: GivenCredentials = NO_CREDENTIALS,
): Credentials {
  const queue = inTurn()
  const forAll = new Map<string, string>()
  const served = new Set<string>()
  return {
    password: (request) =>
      queue(async () => {
        const key = accountOf(request)
        const isFirst = !served.has(key)
        served.add(key)
        const known = isFirst
          ? (passwordGivenFor(given, request) ??
            prepared(session, request, given) ??
            forAll.get(groupOf(request)))
          : undefined
        if (known !== undefined) return known
        if (session.ask === undefined) return isFirst && request.emptyMeansLoginPassword ? '' : undefined
        return askOperator(session, session.ask, request, { forAll, hosts })
      }),
  }
}

export async function openAccess(session: Session, hosts: number): Promise<HostAccess> {
  const given = await readGivenCredentials(session)
  const operator = operatorCredentials(session, hosts, given)
  const passwords = new Set<string>()
  const credentials = askOnce({
    password: async (request) => {
      const password = await operator.password(request)
      if (password) passwords.add(password)
      return password
    },
  })
  return { given, credentials, passwords }
}

async function askOperator(
  session: Session,
  ask: Ask,
  request: CredentialRequest,
  { forAll, hosts }: { forAll: Map<string, string>; hosts: number },
): Promise<string> {
  const answer = await ask.secret(questionOf(session, request))
  const group = groupOf(request)
  // A passphrase belongs to its key file, wherever that is used.
  if (hosts < 2 || request.kind === 'passphrase' || forAll.has(group)) return answer
  const question = session.say('ask.all-hosts', { user: request.user })
  const isForAll = await ask.line(session.say('question.yes-no', { question }))
  if (isYes(isForAll)) forAll.set(group, answer)
  return answer
}

function prepared(
  { passwords, world }: Session,
  { kind }: CredentialRequest,
  { sshPassword, sudoPassword }: GivenCredentials,
): string | undefined {
  if (kind === 'passphrase') return undefined
  return kind === 'login'
    ? (passwords?.login ?? sshPassword ?? world.env.METIS_SSH_PASSWORD)
    : (passwords?.sudo ?? sudoPassword ?? world.env.METIS_SUDO_PASSWORD)
}

/** Whatever host it is for: several may be behind the same jump host. */
export function accountOf({ kind, user, address, port, keyFile }: CredentialRequest): string {
  return JSON.stringify(kind === 'passphrase' ? [kind, keyFile] : [kind, user, address, port])
}

function groupOf({ kind, user, keyFile }: CredentialRequest): string {
  return JSON.stringify(kind === 'passphrase' ? [kind, keyFile] : [kind, user])
}

function questionOf({ say }: Session, request: CredentialRequest): string {
  const { kind, user, host, keyFile = '', emptyMeansLoginPassword } = request
  if (kind === 'passphrase') return say('ask.passphrase', { file: keyFile })
  if (kind === 'login') return say('ask.ssh-password', { user, host })
  const hint = emptyMeansLoginPassword ? `${say('ask.same-as-login')} ` : ''
  return `${say('ask.sudo-password', { user, host })}${hint}`
}

/** With `--credentials-from-stdin`, what is given there. Throws `command.credentials-unreadable`, which tells nothing of it. */
export async function readGivenCredentials({ options, world }: Session): Promise<GivenCredentials> {
  if (options.credentialsFromStdin !== true) return NO_CREDENTIALS
  const input = await world.readInput()
  if (input === undefined) throw unreadable('it is a terminal')
  const { data, error } = givenCredentials.safeParse(asJson(input))
  if (data !== undefined) return data
  const [issue] = error.issues
  throw unreadable(`${issue?.path.join('.') || 'the object'}: ${issue?.message}`)
}

/** What was given for this request of this host and no other. */
function passwordGivenFor(given: GivenCredentials, request: CredentialRequest): string | undefined {
  const { login, sudo, passphrases } = given
  const record = { login, sudo, passphrase: passphrases }[request.kind]
  const key = givenKey(request)
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** The key of what was asked for, in `GivenCredentials`. */
export function givenKey({ kind, user, address, port, keyFile = '' }: CredentialRequest): string {
  return kind === 'passphrase' ? keyFile : `${user}@${address}:${port}`
}

/** What `JSON.parse` says of a text repeats some of it. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('it is not JSON')
  }
}

function unreadable(reason: string): InstallerError {
  return fault('command.credentials-unreadable', { reason })
}

/**
 * Whether a key that was never seen before is the host's own: only the operator can tell, by looking at the host's
 * console. Nobody to ask means no, unless `--accept-new-host-keys` was given. A key is asked about once, also when
 * several hosts are behind it and the answer was no; one that is `known`, in OpenSSH's form, not at all.
 */
export function confirmHostKey(session: Session, known = ''): ConnectOptions['confirmHostKey'] {
  const queue = inTurn()
  const answers = new Map<string, boolean>()
  return (key) =>
    queue(async () => {
      if (isAmong(known, key) || session.options.acceptNewHostKeys) return true
      if (session.ask === undefined) return false
      const place = JSON.stringify([key.address, key.port, key.fingerprint])
      const given = answers.get(place)
      if (given !== undefined) return given
      const question = session.say('ask.host-key', { ...key, command: consoleCommand(key) })
      const answer = await session.ask.line(session.say('question.yes-no', { question }))
      answers.set(place, isYes(answer))
      return isYes(answer)
    })
}

function isAmong(known: string, { address, port, fingerprint }: OfferedHostKey): boolean {
  return keysIn(known, address, port).some((one) => !one.revoked && fingerprintOf(one) === fingerprint)
}

/** `ssh-ed25519` is in `/etc/ssh/ssh_host_ed25519_key.pub`. */
export function consoleCommand({ type }: OfferedHostKey): string {
  const name = /^ecdsa-/.test(type) ? 'ecdsa' : type.replace(/^ssh-/, '').replace(/^rsa-.*/, 'rsa')
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`
}
