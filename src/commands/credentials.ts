import { resolve } from 'node:path'
import { readSecretFile } from '../state/read-secret-file.js'
import type { CredentialRequest, Credentials } from '../transports/connect-options.js'
import { inTurn, isYes } from './ask.js'
import type { Session } from './session.js'
import type { Ask } from './world.js'

/**
 * Passwords from a file, the environment, or the operator: asked once per user, and offered for all hosts. An
 * answer that a host has had is never given to it again: when the same request comes back, it was refused.
 */
export function operatorCredentials(session: Session, hosts: number): Credentials {
  const queue = inTurn()
  const forAll = new Map<string, string>()
  const served = new Set<string>()
  return {
    password: (request) =>
      queue(async () => {
        const key = JSON.stringify(request)
        const isFirst = !served.has(key)
        served.add(key)
        const known = isFirst ? (prepared(session, request) ?? forAll.get(groupOf(request))) : undefined
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
