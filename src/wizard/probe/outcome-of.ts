import { InstallerError, type Problem } from '../../errors/problem.js'
import type { PasswordQuestion } from '../workbench.js'
import type { Verdict } from './shared-answers.js'

/** What a connection asks for. */
export type PasswordKind = Exclude<PasswordQuestion['kind'], 'database'>

export const PASSWORD_KINDS = ['login', 'sudo', 'passphrase'] as const satisfies readonly PasswordKind[]

/** What the end of a connection says of an answer that it had; without an error it was right. */
export function outcomeOf(kind: PasswordKind, error: unknown): Verdict {
  if (error === undefined) return 'accepted'
  const isRefusal = error instanceof InstallerError && error.problems[0]?.code === REFUSALS[kind]
  return isRefusal ? 'refused' : 'unknown'
}

const REFUSALS: Readonly<Record<PasswordKind, Problem['code']>> = {
  login: 'connection.login-password-wrong',
  sudo: 'connection.sudo-password-wrong',
  passphrase: 'connection.passphrase-wrong',
}
