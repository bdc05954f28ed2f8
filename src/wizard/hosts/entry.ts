import type { HOST_CODES } from '../../errors/codes/hosts.js'
import type { Problem } from '../../errors/problem.js'
import { filePath, loginUser } from '../../topology/values.js'
import { LARGEST_RANGE, portOf, readTarget, type Target } from './target.js'

export interface InputPlace {
  /** From 1. */
  readonly line: number
  /** What may be shown of it. */
  readonly text: string
}

/** What a line says about one host, or about the hosts of one range. */
export interface InputEntry extends InputPlace {
  readonly target: Pick<Target, 'addresses' | 'ssh'>
  readonly name?: string
  readonly user?: string
  readonly port?: number
  readonly identityFile?: string
}

export interface Mistake extends InputPlace {
  readonly code: (typeof HOST_CODES)[number]
  readonly details: Problem['details']
  readonly severity?: Problem['severity']
}

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
export function makeEntry(written: Written, at: InputPlace): (InputEntry | Mistake)[] {
  const target = readTarget(written.target)
  if ('code' in target) {
    const count = target.count === undefined ? {} : { count: target.count, most: LARGEST_RANGE }
    return [mistake(target.code, target.found, at, count)]
  }
  const user = written.user ?? target.user
  const port = written.port === undefined ? target.port : portOf(written.port)
  const { identityFile, name } = written
  const ssh = written.ssh ?? target.ssh
  if (user !== undefined && !loginUser.safeParse(user).success)
    return [mistake('hosts.invalid-user', user, at)]
  if (written.port !== undefined && port === undefined)
    return [mistake('hosts.invalid-port', written.port, at)]
  if (identityFile !== undefined && !filePath.safeParse(identityFile).success)
    return [mistake('hosts.invalid-path', identityFile.slice(0, 20), at)]
  const entry: InputEntry = {
    ...at,
    target: { addresses: target.addresses, ...(ssh === undefined ? {} : { ssh }) },
    ...(name === undefined ? {} : { name }),
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(identityFile === undefined ? {} : { identityFile }),
  }
  return target.hadPassword ? [{ ...passwordIn(at) }, entry] : [entry]
}

export function passwordIn(at: InputPlace): Mistake {
  return { ...mistake('hosts.password', at.text, at), severity: 'warning' }
}

export function mistake(
  code: Mistake['code'],
  found: string,
  { line, text }: InputPlace,
  more: Problem['details'] = {},
): Mistake {
  const short = found.length > 60 ? `${found.slice(0, 60)}…` : found
  return { code, line, text, details: { found: short, ...more } }
}
