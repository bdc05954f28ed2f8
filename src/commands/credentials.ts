import { resolve } from 'node:path'
import { readSecretFile } from '../state/read-secret-file.js'
import type { CredentialRequest, Credentials } from '../transports/connect-options.js'
import { inTurn, isYes } from './ask.js'
import { type GivenCredentials, NO_CREDENTIALS, passwordGivenFor } from './given-credentials.js'
import type { Session } from './session.js'
import type { Ask } from './world.js'

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
          ? (passwordGivenFor(given, request) ?? prepared(session, request) ?? forAll.get(groupOf(request)))
          : undefined
        if (known !== undefined) return known
        if (session.ask === undefined) return isFirst && request.emptyMeansLoginPassword ? '' : undefined
        return askOperator(session, session.ask, request, { forAll, hosts })
      }),
  }
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

function prepared({ options, world }: Session, { kind }: CredentialRequest): string | undefined {
  if (kind === 'passphrase') return undefined
  const path = kind === 'login' ? options.sshPasswordFile : options.sudoPasswordFile
  if (path !== undefined) return readSecretFile(resolve(world.workingDirectory, path))
  return kind === 'login' ? world.env.METIS_SSH_PASSWORD : world.env.METIS_SUDO_PASSWORD
}

/** Whatever host it is for: several may be behind the same jump host. */
function accountOf({ kind, user, address, port, keyFile }: CredentialRequest): string {
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
