import type { HOST_CODES } from '../../errors/codes/hosts.js'
import { type Problem, problem } from '../../errors/problem.js'
import { filePath, loginUser } from '../../topology/values.js'
import { LARGEST_RANGE, portOf, readTarget, type Target } from './target.js'

export interface InputPlace {
  /** From 1. */
  readonly line: number
  /** The line as it was pasted, made safe to show: no control characters, no password. */
  readonly text: string
}

/** What a line says about one host, or about the hosts of one range. */
export interface InputEntry extends InputPlace {
  readonly target: Pick<Target, 'addresses' | 'ssh'>
  readonly name?: string | undefined
  readonly user?: string | undefined
  readonly port?: number | undefined
  readonly identityFile?: string | undefined
}

export interface LineMistake extends InputPlace {
  readonly problem: Problem
}

export type Reading = InputEntry | LineMistake

/** The words that make a host, as written. */
export interface Written {
  readonly target: string
  readonly name?: string | undefined
  readonly user?: string | undefined
  readonly port?: string | undefined
  readonly identityFile?: string | undefined
  readonly ssh?: string | undefined
}

/** The host that these words describe, or what is wrong with them. A password is told of, and left where it was. */
export function makeEntry(written: Written, at: InputPlace): Reading[] {
  const target = readTarget(written.target)
  if ('code' in target) {
    const count = target.count === undefined ? {} : { count: target.count, most: LARGEST_RANGE }
    return [mistake(target.code, target.found, at, count)]
  }
  const { addresses } = target
  const { identityFile, name, user = target.user, ssh = target.ssh } = written
  const port = written.port === undefined ? target.port : portOf(written.port)
  if (user !== undefined && !loginUser.safeParse(user).success)
    return [mistake('hosts.invalid-user', user, at)]
  if (written.port !== undefined && port === undefined)
    return [mistake('hosts.invalid-port', written.port, at)]
  if (identityFile !== undefined && !filePath.safeParse(identityFile).success)
    return [mistake('hosts.invalid-path', identityFile.slice(0, 20), at)]
  const entry: InputEntry = { ...at, target: { addresses, ssh }, name, user, port, identityFile }
  return target.hadPassword ? [passwordIn(at), entry] : [entry]
}

export function passwordIn(at: InputPlace): LineMistake {
  return mistake('hosts.password', at.text, at, {}, 'warning')
}

export function mistake(
  code: (typeof HOST_CODES)[number],
  found: string,
  { line, text }: InputPlace,
  more: Problem['details'] = {},
  severity?: Problem['severity'],
): LineMistake {
  const short = found.length > 60 ? `${found.slice(0, 60)}…` : found
  return { line, text, problem: problem(code, { found: short, ...more, line }, {}, severity) }
}
