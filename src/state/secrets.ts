import { createHmac, randomBytes } from 'node:crypto'
import { fault } from '../errors/problem.js'
import type { SecretSet, SecretSource } from '../lib/text.js'
import { madeFrom } from '../roles/secret-names.js'
import { type BackupKeys, backupKeys } from './backup-keys.js'
import { consulToken } from './consul-token.js'
import { generateSecret, type Randomness, type SecretKind, systemRandomness } from './generate-secret.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { createRotating, type Rotating } from './rotating.js'
import {
  createSecretsFile,
  readSecretsFile,
  type SecretsFile,
  secretsText,
  writeSecretsFile,
} from './secrets-file.js'
import { signWith } from './sign.js'

/** The secrets of one organisation, in memory. */
export interface Secrets {
  readonly source: SecretSource
  /** Which they are: all digests are keyed by the same salt. */
  readonly identity: SecretSet
  /** Writes what was left for later: what was made, and a rotation that was cut off. Throws `state.write-failed`, `run.plan-changed`. */
  readonly keep: () => void
  /** 16 hex characters that change with the value and tell nothing about it: what plans and receipts hold. */
  readonly digest: (name: string) => string
  /** Sums a text up, keyed as the digests are: 64 hex characters that only who has these secrets can make. */
  readonly sign: (text: string) => string
  /** Of the backups that hosts make. */
  readonly backupKeys: () => BackupKeys
  /** The file as it is, or will be once it is kept; undefined where a dry run would have to make some. */
  readonly content: () => string | undefined
  /** Every string that must never be shown, longest first. */
  readonly values: () => readonly string[]
  /** Adds one that is not written anywhere: an asked password, the key of a certificate. */
  readonly set: (name: string, value: string) => void
  /** Those that are changed, and were not yet seen to work. */
  readonly rotating: Rotating
}

export interface OpenSecretsOptions {
  /** Write nothing. Secrets that are not in the file yet have `NOT_MADE_YET` as their digest. */
  readonly dryRun?: boolean
  /** Write nothing before `keep`: hosts are asked first whether they know others. */
  readonly later?: boolean
  readonly randomness?: Randomness
}

/**
 * What a plan shows for a secret that a dry run did not make. `init` makes all secrets, and `apply` makes missing
 * ones before it plans, so that a plan that is reviewed and run never holds this.
 */
export const NOT_MADE_YET = '0'.repeat(16)

/** Opens `secrets.json`, makes what is wanted and missing, and never changes what is there. */
export function openSecrets(
  folder: Pick<OrganisationFolder, 'secrets'>,
  wanted: Readonly<Record<string, SecretKind>>,
  { dryRun = false, later = false, randomness = systemRandomness }: OpenSecretsOptions = {},
): Secrets {
  const stored = readSecretsFile(folder.secrets)
  const made = makeMissing(folder.secrets, stored, wanted, randomness)
  const file = {
    version: 1 as const,
    salt: stored?.salt ?? randomBytes(32).toString('hex'),
    secrets: { ...stored?.secrets, ...made },
  }
  const isNew = stored === undefined || Object.keys(made).length > 0
  const isFirst = stored === undefined
  if (isNew && !dryRun && !later && !keep(folder.secrets, file, isFirst))
    return openSecrets(folder, wanted, { randomness })

  const values = new Map(Object.entries(file.secrets).map(([name, { value }]) => [name, value]))
  const rotating = createRotating(folder, values)
  /** Those that were asked for, so that none is ever shown. */
  const tokens = new Set<string>()
  const source: SecretSource = (name) => {
    const value = values.get(madeFrom(name))
    if (value === undefined) throw new Error(`no secret ${name}`)
    if (madeFrom(name) === name) return value
    const token = consulToken(value, name)
    tokens.add(token)
    return token
  }
  let isKept = !isNew || dryRun || !later
  return {
    source,
    identity: { id: digestOf(file.salt, '', ''), isNew: isFirst },
    keep: () => {
      // Somebody has made others meanwhile, and they may be on hosts.
      if (!isKept && !keep(folder.secrets, file, isFirst)) throw fault('run.plan-changed', { again: 'apply' })
      isKept = true
      if (!dryRun) rotating.takeUp()
    },
    digest: (name) => {
      const value = source(name)
      const unstable = dryRun && (stored === undefined || Object.hasOwn(made, madeFrom(name)))
      return unstable ? NOT_MADE_YET : digestOf(file.salt, name, value)
    },
    sign: signWith(file.salt),
    backupKeys: () => backupKeys(file.salt),
    content: () => {
      if (isNew && dryRun) return undefined
      const now = Object.entries(file.secrets).map(
        ([name, one]) => [name, { ...one, value: source(name) }] as const,
      )
      return secretsText({ ...file, secrets: Object.fromEntries(now.sort(([a], [b]) => (a < b ? -1 : 1))) })
    },
    values: () => {
      const changing = rotating.current()?.changes.flatMap((change) => [change.former, change.new]) ?? []
      const shown = [...values.values(), ...tokens, ...changing].flatMap(shownForms)
      return [...new Set(shown)].sort((a, b) => b.length - a.length)
    },
    set: (name, value) => values.set(name, value),
    rotating,
  }
}

/** False when another program was faster: the secrets that it made may be on hosts already. */
function keep(path: string, file: SecretsFile, isFirst: boolean): boolean {
  if (isFirst && createSecretsFile(path, file)) return true
  if (isFirst && readSecretsFile(path) !== undefined) return false
  // There are more than before, or what is there is a link to nothing.
  writeSecretsFile(path, file)
  return true
}

function makeMissing(
  path: string,
  stored: SecretsFile | undefined,
  wanted: Readonly<Record<string, SecretKind>>,
  randomness: Randomness,
): SecretsFile['secrets'] {
  const made: SecretsFile['secrets'] = {}
  for (const [name, kind] of Object.entries(wanted)) {
    const found = new Map(Object.entries(stored?.secrets ?? {})).get(name)
    if (found === undefined) made[name] = { kind, value: generateSecret(kind, randomness) }
    else if (found.kind !== kind) {
      const details = { path, name, found: found.kind, wanted: kind }
      throw fault('state.secret-kind-changed', details, { file: path })
    }
  }
  return made
}

function digestOf(salt: string, name: string, value: string): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(`${name}\0${value}`).digest('hex').slice(0, 16)
}

/** A secret as programs may print it: whole, escaped as JSON, and line by line when it is a PEM file. */
function shownForms(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length > 15 && !line.startsWith('-----'))
  return [value, JSON.stringify(value).slice(1, -1), ...(value.includes('\n') ? lines : [])].filter(
    (form) => form !== '',
  )
}
