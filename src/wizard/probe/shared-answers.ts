import { InstallerError, type Problem } from '../../errors/problem.js'
import type { PasswordQuestion } from '../workbench.js'

/**
 * Passwords that the operator has given for all hosts of a user. One host tries it first, the others wait for how
 * that ends: a slip must not be sent to all of them at once, and lock an account that they share.
 */
export interface SharedAnswers {
  /** The answer for all, once it is known to be good; undefined when the operator has to be asked. */
  readonly take: (question: PasswordQuestion) => Promise<string | undefined>
  /** Given for all; the host of this question is the first to try it. */
  readonly share: (question: PasswordQuestion, password: string) => void
  readonly settle: (host: string, kind: PasswordKind, outcome: Verdict) => void
  /** What the end of a connection says of the answers that it had; without an error they were right. */
  readonly closed: (host: string, error: unknown) => void
}

/** What a connection asks for. */
export type PasswordKind = Exclude<PasswordQuestion['kind'], 'database'>

/** `unknown`: it ended before anybody could tell; the next host tries. */
type Verdict = 'accepted' | 'refused' | 'unknown'

interface Shared {
  readonly kind: PasswordQuestion['kind']
  readonly password: string
  /** The host that tries it; undefined once it was accepted somewhere. */
  triedBy: string | undefined
  isGood: boolean
  /** Hosts that have got it. */
  readonly givenTo: Set<string>
  /** Hosts that have refused it although another had accepted it. */
  readonly refusedBy: Set<string>
  readonly wakeUps: (() => void)[]
}

export function createSharedAnswers(): SharedAnswers {
  const groups = new Map<string, Shared>()
  const wake = (shared: Shared) => {
    for (const wakeUp of shared.wakeUps.splice(0)) wakeUp()
  }
  const take = async (question: PasswordQuestion): Promise<string | undefined> => {
    const { host } = question
    const shared = groups.get(groupOf(question))
    if (shared === undefined || shared.refusedBy.has(host)) return undefined
    if (!shared.isGood) shared.triedBy ??= host
    if (shared.isGood || shared.triedBy === host) {
      shared.givenTo.add(host)
      return shared.password
    }
    await new Promise<void>((resolve) => shared.wakeUps.push(resolve))
    return take(question)
  }
  const settle: SharedAnswers['settle'] = (host, kind, outcome) => {
    for (const [key, shared] of groups) {
      if (shared.kind !== kind || !shared.givenTo.has(host)) continue
      const isTrier = shared.triedBy === host && !shared.isGood
      if (outcome === 'refused' && isTrier) groups.delete(key)
      else if (outcome === 'refused') shared.refusedBy.add(host)
      else if (!isTrier) continue
      else if (outcome === 'accepted') shared.isGood = true
      else shared.triedBy = undefined
      wake(shared)
    }
  }
  return {
    take,
    settle,
    share: (question, password) => {
      const key = groupOf(question)
      const before = groups.get(key)
      const { kind, host: triedBy } = question
      const givenTo = new Set([triedBy])
      groups.set(key, { kind, password, triedBy, isGood: false, givenTo, refusedBy: new Set(), wakeUps: [] })
      if (before !== undefined) wake(before)
    },
    closed: (host, error) => {
      const code = error instanceof InstallerError ? error.problems[0]?.code : undefined
      for (const [kind, refusal] of REFUSALS)
        settle(host, kind, error === undefined ? 'accepted' : code === refusal ? 'refused' : 'unknown')
    },
  }
}

const REFUSALS: readonly (readonly [PasswordKind, Problem['code']])[] = [
  ['login', 'connection.login-password-wrong'],
  ['sudo', 'connection.sudo-password-wrong'],
  ['passphrase', 'connection.passphrase-wrong'],
]

/** Whose answer it is: a passphrase belongs to its key file, a password to its user. */
export function groupOf({ kind, user, keyFile }: PasswordQuestion): string {
  return JSON.stringify(kind === 'passphrase' ? [kind, keyFile] : [kind, user])
}
