import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { jsonIn } from '../facts/answer.js'
import { headIn, type RecordHead } from '../facts/record.js'
import { sha256 } from '../lib/digest.js'

/** The form that this version of the program writes, and the newest that it reads. */
export const RECORD_VERSION = 1
/** Many times an organisation of hundreds of hosts, bytes. */
export const LARGEST_RECORD = 16 * 1024 * 1024

/** How a host is logged into, as org.yaml had it. */
interface KnownLogin {
  readonly address: string
  readonly port: number
  readonly user: string
  readonly identityFile?: string
  readonly hostKey?: string
  readonly jump?: KnownLogin
}

const login: z.ZodType<KnownLogin> = z.lazy(() =>
  z.strictObject({
    address: z.string(),
    port: z.number().int().min(1).max(65535),
    user: z.string(),
    identityFile: z.string().exactOptional(),
    hostKey: z.string().exactOptional(),
    jump: login.exactOptional(),
  }),
)

const member = z.strictObject({
  host: z.string(),
  address: z.string(),
  instances: z.array(z.string()),
  /** Absent for hosts that nothing connects to, and in what former versions have written. */
  login: login.exactOptional(),
  local: z.literal(true).exactOptional(),
})

const body = z.strictObject({
  /** `org.yaml` as applied. */
  file: z.string(),
  /** A release file of one's own, which `file` names by that path. */
  release: z.strictObject({ path: z.string(), text: z.string() }).exactOptional(),
  /** `known_hosts` of the folder. */
  hostKeys: z.string(),
  /** `artifacts.lock.json` of the folder. */
  pins: z.string(),
  /** What it was before, newest first: whatever else a host has is of somebody whom who made this has not seen. */
  earlier: z.array(z.strictObject({ generation: z.number().int().positive(), body: z.string() })),
  /** All that ever were part of it, until they are removed. */
  members: z.array(member),
  /** `secrets.json`, sealed with age; who can open it. */
  secrets: z.strictObject({
    for: z.union([
      z.literal('passphrase'),
      z.array(z.strictObject({ name: z.string(), key: z.string() })).readonly(),
    ]),
    /** Of what is in it, keyed by the organisation's secrets: one that is the same is not sealed anew. */
    digest: z.string(),
    sealed: z.string(),
  }),
})

export type RecordBody = z.infer<typeof body>

/** What every host of an organisation keeps of it, for root alone. */
export interface OrganisationRecord {
  readonly head: RecordHead
  readonly body: RecordBody
  /** Both, a line of JSON each: the form in which it is kept. */
  readonly text: string
}

/** Signs by a key that only who has the organisation's secrets has. */
export type Sign = (text: string) => string

export function makeRecord(
  head: Omit<RecordHead, 'version' | 'body' | 'signature'>,
  content: RecordBody,
  sign: Sign,
): OrganisationRecord {
  const line = JSON.stringify(content)
  const unsigned = { version: RECORD_VERSION, ...head, body: sha256(line), signature: '' }
  // As whoever reads it sees it.
  const seen = headIn(JSON.stringify(unsigned)) ?? unsigned
  const signed = { ...seen, signature: sign(signedPart(seen)) }
  return { head: signed, body: content, text: `${JSON.stringify(signed)}\n${line}\n` }
}

/**
 * A record as a host or a folder (`from`) has it; version control may have changed its line ends. Throws `record.newer-version`, and
 * `record.damaged` or what else is made of the reason. That it is of this form does not make it true: `isSigned`.
 */
export function parseRecord(
  text: string,
  from: string,
  damaged = (reason: string) => fault('record.damaged', { from, reason }),
): OrganisationRecord {
  const [first = '', line = ''] = text.split(/\r?\n/, 2)
  const head = headIn(first)
  if (head === undefined) throw damaged('it has no head')
  if (head.version > RECORD_VERSION) throw fault('record.newer-version', { from, program: head.program })
  if (sha256(line) !== head.body) throw damaged('it is not whole')
  const parsed = body.safeParse(jsonIn(line))
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.path.join('.') ?? '')
  return { head, body: parsed.data, text: `${first}\n${line}\n` }
}

/** Made by somebody who had these secrets: a host alone can't make another one. */
export function isSigned({ head }: Pick<OrganisationRecord, 'head'>, sign: Sign): boolean {
  return sign(signedPart(head)) === head.signature
}

function signedPart({ signature: _, ...rest }: RecordHead): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
}
