import * as z from 'zod'
import type { Sign } from '../record/record.js'

/** The form that this version of the program writes, and the newest that it reads. */
export const BACKUP_VERSION = 1
/** First in a backup: what else is in it. */
export const MANIFEST = 'manifest.json'
/** In a backup that was fetched: what signs its manifest. */
export const SECRETS = 'folder/secrets.json'

const sum = z.string().regex(/^[0-9a-f]{64}$/)
/** Relative, in parts that no tar or folder takes for something else. */
const path = z
  .string()
  .max(500)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.@-]*(\/[A-Za-z0-9_][A-Za-z0-9_.@-]*)*$/)
/** Whether a file may have that path in a backup. */
export function isBackupPath(text: string): boolean {
  return path.safeParse(text).success
}

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/)
const entry = {
  path,
  /** Bytes. */
  size: z.number().int().min(0),
  sha256: sum,
}

/** A file of the organisation's folder, or a generation of its record. */
const file = z.strictObject(entry)
/** What was packed on a host; see `KeptPart`. */
const part = z.strictObject({
  ...entry,
  host: name,
  instance: name,
  kind: z.enum(['paths', 'database', 'snapshot']),
  what: z.enum(['identity', 'data']),
  name,
  /** Below the instance's directory. */
  paths: z.array(path),
  database: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .exactOptional(),
  /** Of a database. */
  rows: z.number().int().min(0),
})

const manifest = z.strictObject({
  version: z.literal(BACKUP_VERSION),
  organisation: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  /** Of the organisation, as its record has it. */
  id: z.string(),
  /** 0: nothing of it was ever recorded. */
  generation: z.number().int().min(0),
  /** `metis-0.3.0` */
  release: z.string(),
  /** Version of the program that made it. */
  program: z.string(),
  at: z.iso.datetime(),
  user: z.string(),
  machine: z.string(),
  withData: z.boolean(),
  files: z.array(file),
  parts: z.array(part),
  /** By the organisation's secrets, of all else; absent in what former versions have written, and in what hosts make, which ends with a sum of its own. */
  signature: sum.exactOptional(),
})

export type BackupManifest = z.infer<typeof manifest>
export type BackupPart = z.infer<typeof part>

/** Of what the manifest of a backup says; `damaged`: what is thrown of the reason. */
export function parseManifest(text: string, damaged: (reason: string) => Error): BackupManifest {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw damaged('its manifest is not JSON')
  }
  const parsed = manifest.safeParse(data)
  if (!parsed.success) throw damaged(`its manifest says nothing of ${parsed.error.issues[0]?.path.join('.')}`)
  return parsed.data
}

export function manifestText(content: BackupManifest): string {
  return `${JSON.stringify(content, null, 1)}\n`
}

/** Sums of all that is in the backup are in it: so whoever has no secrets of the organisation can change none of that. */
export function signManifest(content: Omit<BackupManifest, 'signature'>, sign: Sign): BackupManifest {
  return { ...content, signature: sign(signedPart(content)) }
}

export function isManifestSigned({ signature, ...content }: BackupManifest, sign: Sign): boolean {
  return signature === sign(signedPart(content))
}

/** In no order of keys that a program may have; a record, which the same secrets sign, never begins like that. */
function signedPart(content: Omit<BackupManifest, 'signature'>): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return `backup\0${JSON.stringify(content, sorted)}`
}
