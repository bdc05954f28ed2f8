import type { GivenCredentials } from '../organisation/given-credentials.js'

/** Variables of the environment that hold a password. */
export const PASSWORD_VARIABLES = [
  'METIS_SSH_PASSWORD',
  'METIS_SUDO_PASSWORD',
  'METIS_DATABASE_PASSWORD',
  'METIS_RECOVERY_PASSPHRASE',
] as const

/** What a process that runs on gets instead of them: anybody of the same account, and every crash report, sees an environment. */
export function handOver(given: GivenCredentials, env: Readonly<Record<string, string | undefined>>) {
  const { METIS_SSH_PASSWORD: ssh, METIS_SUDO_PASSWORD: sudo, METIS_DATABASE_PASSWORD: database } = env
  const isPassword = (name: string) => PASSWORD_VARIABLES.some((one) => one === name)
  const credentials: GivenCredentials = {
    ...(ssh === undefined ? {} : { sshPassword: ssh }),
    ...(sudo === undefined ? {} : { sudoPassword: sudo }),
    ...(database === undefined ? {} : { databasePassword: database }),
    ...given,
  }
  return { credentials, env: Object.fromEntries(Object.entries(env).filter(([name]) => !isPassword(name))) }
}
