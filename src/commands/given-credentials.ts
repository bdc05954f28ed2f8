import * as z from 'zod'
import { InstallerError, problem } from '../errors/problem.js'
import type { CredentialRequest } from '../transports/connect-options.js'
import type { Session } from './session.js'

const secrets = z.record(z.string(), z.string()).default({})

/** Passwords that another program hands over: on standard input, so that no command line, environment or file has them. */
const givenCredentials = z.strictObject({
  /** SSH passwords by `user@address:port`, as the login in `org.yaml` has them; jump hosts too. */
  login: secrets,
  /** sudo passwords, likewise. Empty: the same as for SSH. */
  sudo: secrets,
  /** Passphrases by the absolute path of the key file. */
  passphrases: secrets,
  /** Of the account that sets up the organisation's database on somebody else's server. */
  databasePassword: z.string().exactOptional(),
})

export type GivenCredentials = Readonly<z.infer<typeof givenCredentials>>

export const NO_CREDENTIALS: GivenCredentials = { login: {}, sudo: {}, passphrases: {} }

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
export function passwordGivenFor(given: GivenCredentials, request: CredentialRequest): string | undefined {
  if (request.kind === 'passphrase') return own(given.passphrases, request.keyFile ?? '')
  return own(request.kind === 'login' ? given.login : given.sudo, accountKey(request))
}

/** The key of a login in `GivenCredentials`. */
export function accountKey({
  user,
  address,
  port,
}: Pick<CredentialRequest, 'user' | 'address' | 'port'>): string {
  return `${user}@${address}:${port}`
}

/** What `JSON.parse` says of a text repeats some of it. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('it is not JSON')
  }
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function unreadable(reason: string): InstallerError {
  return new InstallerError(problem('command.credentials-unreadable', { reason }))
}
