import * as z from 'zod'
import type { Credentials } from '../../transports/connect-options.js'

const secrets = z.record(z.string(), z.string()).default({})

/** Passwords that another program hands over: on standard input, so that no command line, environment or file has them. */
export const givenCredentials = z.strictObject({
  /** SSH passwords by `user@address:port`, as the login in `org.yaml` has them; jump hosts too. */
  login: secrets,
  /** sudo passwords, likewise. Empty: the same as for SSH. */
  sudo: secrets,
  /** Passphrases by the absolute path of the key file. */
  passphrases: secrets,
  /** For every login that has none above. */
  sshPassword: z.string().exactOptional(),
  sudoPassword: z.string().exactOptional(),
  /** Of the account that sets up the organisation's database on somebody else's server. */
  databasePassword: z.string().exactOptional(),
})

export type GivenCredentials = Readonly<z.infer<typeof givenCredentials>>

export const NO_CREDENTIALS: GivenCredentials = { login: {}, sudo: {}, passphrases: {} }

/** How hosts are logged into: what a command has asked once it does not ask again, however often it opens an organisation. */
export interface HostAccess {
  readonly given: GivenCredentials
  readonly credentials: Credentials
  /** All that were given by now, to be masked. */
  readonly passwords: ReadonlySet<string>
}
