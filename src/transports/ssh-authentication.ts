import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware } from 'ssh2'
import type { Code } from '../errors/codes/index.js'
import { fault } from '../errors/problem.js'
import { agentKeys } from './agent-keys.js'
import type { RememberedCredentials } from './ask-once.js'
import type { ConnectOptions, CredentialRequest } from './connect-options.js'
import { type Identity, publicHalf, readDefaultIdentities, readIdentity, unlock } from './identity-file.js'
import type { SshTarget } from './ssh-target.js'

export interface AuthenticationInput {
  readonly target: SshTarget
  readonly credentials: RememberedCredentials
  /** Where identity files lie. */
  readonly places: Pick<ConnectOptions, 'homeDirectory' | 'baseDirectory'>
  readonly agentSocket?: string | undefined
  /** Nothing is left to try, or a key can't be used. */
  readonly onFailure: (reason: unknown) => void
  /** Brackets the time in which a person is asked. */
  readonly onAsking: (asking: boolean) => void
}

export interface Authentication {
  readonly handler: AuthHandlerMiddleware
  /** What was sent, when the login was by password. */
  readonly password: () => string | undefined
  /** What was offered so far, for a host that ends the connection. */
  readonly tried: () => string
}

type Left = readonly AuthenticationType[] | undefined

/**
 * Keys first, as they ask nobody: the named identity file, the agent, the usual keys when none is named. Then the
 * password, once, by the one of its two methods that the server prefers.
 */
export function authenticate(input: AuthenticationInput): Authentication {
  const state: State = { tried: [], password: undefined }
  const attempts = listAttempts(input, state)
  return {
    password: () => state.password,
    tried: () => state.tried.join(', ') || '-',
    handler: (left, _partial, next) => {
      attempts.next(left ?? undefined).then(({ value, done }) => {
        if (done !== true) next(value)
      }, input.onFailure)
    },
  }
}

/** A host ends the connection after 6 failed logins (`MaxAuthTries`), and each key is one: the last is left for a password. */
const MOST_KEYS = 5

interface State {
  readonly tried: string[]
  password: string | undefined
}

async function* listAttempts(
  input: AuthenticationInput,
  state: State,
): AsyncGenerator<AnyAuthMethod, void, Left> {
  const { target, places, agentSocket } = input
  const { host, login } = target
  const username = login.user
  const allows = (left: Left, type: AuthenticationType) => left === undefined || left.includes(type)
  const named = login.identityFile && (await readIdentity(login.identityFile, places, host))
  let left: Left
  let room = MOST_KEYS

  if (named && named.kind === 'open') {
    state.tried.push(named.file)
    room -= 1
    left = yield { type: 'publickey', username, key: named.key }
  }
  if (agentSocket !== undefined && allows(left, 'publickey')) {
    // Of a named key that is locked its own public half, which lies beside it, says which one to ask for.
    const only = named && named.kind === 'encrypted' ? await publicHalf(named.file) : undefined
    const keys = await agentKeys(agentSocket, room, only)
    state.tried.push(keys === undefined ? 'ssh-agent' : `ssh-agent (${keys.offered} of ${keys.all} keys)`)
    room -= keys?.offered ?? 0
    if (keys !== undefined) left = yield { type: 'agent', username, agent: keys.agent }
  }
  if (named && named.kind === 'encrypted' && allows(left, 'publickey')) {
    const key = await unlockByAsking(named, input)
    state.tried.push(named.file)
    left = yield { type: 'publickey', username, key }
  }
  for (const { file, key } of named ? [] : await readDefaultIdentities(places.homeDirectory)) {
    if (!allows(left, 'publickey') || room <= 0) break
    room -= 1
    state.tried.push(file)
    left = yield { type: 'publickey', username, key }
  }
  left ??= yield { type: 'none', username }
  yield* passwordAttempts(left, input, state)
  throw failure('connection.login-refused', input, {
    tried: state.tried.join(', ') || '-',
    offered: (left ?? []).join(', ') || '-',
  })
}

async function* passwordAttempts(
  left: Left,
  input: AuthenticationInput,
  state: State,
): AsyncGenerator<AnyAuthMethod, void, Left> {
  const username = input.target.login.user
  const byPassword = left?.includes('password') === true
  if (!byPassword && left?.includes('keyboard-interactive') !== true) return
  const request = requestFor('login', input)
  const password = await ask(request, input)
  const tried = state.tried.join(', ') || '-'
  if (password === undefined) throw failure('connection.login-password-needed', input, { tried })
  state.password = password
  if (byPassword) yield { type: 'password', username, password }
  else yield { type: 'keyboard-interactive', username, prompt: answerOnce(password) }
  state.password = undefined
  input.credentials.forget(request)
  throw failure('connection.login-password-wrong', input, { tried })
}

async function unlockByAsking(
  identity: Extract<Identity, { kind: 'encrypted' }>,
  input: AuthenticationInput,
) {
  const { file, content } = identity
  const request = { ...requestFor('passphrase', input), keyFile: file }
  const passphrase = await ask(request, input)
  if (passphrase === undefined) throw failure('connection.passphrase-needed', input, { file })
  const key = unlock(content, passphrase)
  if (key !== undefined) return key
  input.credentials.forget(request)
  throw failure('connection.passphrase-wrong', input, { file })
}

async function ask(request: CredentialRequest, { credentials, onAsking }: AuthenticationInput) {
  onAsking(true)
  try {
    return await credentials.password(request)
  } finally {
    onAsking(false)
  }
}

function requestFor(
  kind: 'login' | 'passphrase',
  { target: { host, login } }: AuthenticationInput,
): CredentialRequest {
  return { kind, host, user: login.user, address: login.address, port: login.port }
}

function failure(
  code: Code,
  { target: { host, login } }: AuthenticationInput,
  details: Record<string, string>,
) {
  const { user, address, port } = login
  return fault(code, { host, user, address, port, ...details }, { host })
}

/** For keyboard-interactive: the password answers the first hidden question; whatever is asked after that stays unanswered, and so refused. */
function answerOnce(password: string) {
  let used = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly { echo?: boolean }[],
    finish: (answers: string[]) => void,
  ) => {
    finish(
      prompts.map(({ echo }) => {
        if (echo === true || used) return ''
        used = true
        return password
      }),
    )
  }
}
