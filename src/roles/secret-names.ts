import { instancesOf, type Topology } from '../topology/topology.js'
import { ADMIN } from './admin/settings.js'

export const DATABASE_PASSWORD = 'database-password'
/** Who signs in to the console, as the release brings it. */
export const CONSOLE_USER = 'admin'
/** What the release's schema brings as its password. */
export const FIRST_CONSOLE_PASSWORD = 'admin'
/** Column `sys_user.password` holds 32 characters. */
export const CONSOLE_PASSWORD = 'console-password'
export const CARRIER_KEY = 'carrier-key'
/** By which Consul's servers know each other, and what they tell each other is encrypted. */
export const GOSSIP_KEY = 'gossip-key'
/** What the tokens are made from by which Consul knows who calls. On no host. */
export const CONSUL_TOKENS = 'consul-tokens'
/** Opens what is sealed of the others where org.yaml names no operators. On no host. */
export const RECOVERY_PASSPHRASE = 'recovery-passphrase'
export const TLS_CERTIFICATE = 'tls-certificate'
export const TLS_KEY = 'tls-key'
/** Of the account on an external server that may create database and user. */
export const EXTERNAL_DATABASE_PASSWORD = 'external-database-password'

/** For whom hosts seal their backups; a public key, by its name since it comes from the secrets. */
export const BACKUP_RECIPIENT = 'backup-recipient'
/** By which a backup of that host is known to be its own. */
export function backupKeyOf(host: string): string {
  return `backup-key-${host}`
}

/** With which a host logs in where backups are kept: an OpenSSH key in base64, and its public half. */
export function backupLoginOf(host: string): string {
  return `backup-login-${host}`
}
export function backupLoginPublicOf(host: string): string {
  return `backup-login-public-${host}`
}

/** Of one caller of Consul: `data-8700@h4`, or `operator`. Made from `consul-tokens`, a UUID. */
export function consulTokenOf(caller: string): string {
  return `${CONSUL_TOKEN}${caller}`
}

const CONSUL_TOKEN = 'consul-token-'

/** The secret that one is made from, which may be itself. */
export function madeFrom(name: string): string {
  return name.startsWith(CONSUL_TOKEN) ? CONSUL_TOKENS : name
}

/** Made once, kept in the organisation's folder: the same for every organisation, so that `init` can make them. */
export const GENERATED_SECRETS = {
  [DATABASE_PASSWORD]: 'password',
  [CONSOLE_PASSWORD]: 'password',
  [CARRIER_KEY]: 'secp256k1',
  [GOSSIP_KEY]: 'aes-256',
  [CONSUL_TOKENS]: 'aes-256',
  [RECOVERY_PASSPHRASE]: 'password',
} as const

/** The secrets that an organisation's configs and steps name, and where each comes from. */
export interface SecretsOf {
  /** Made once, kept in the organisation's folder. */
  readonly generated: Readonly<Record<string, 'password' | 'secp256k1' | 'aes-256'>>
  /** Read from files of the control machine: path by name. */
  readonly files: Readonly<Record<string, string>>
  /** Asked for, kept in memory only. */
  readonly asked: readonly string[]
}

export function secretsOf(topology: Topology): SecretsOf {
  const [admin] = instancesOf(topology, ADMIN)
  return {
    generated: GENERATED_SECRETS,
    files:
      admin?.tls === undefined ? {} : { [TLS_CERTIFICATE]: admin.tls.certificate, [TLS_KEY]: admin.tls.key },
    asked: admin?.database.kind === 'external' ? [EXTERNAL_DATABASE_PASSWORD] : [],
  }
}
