import { parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import { sha256 } from '../lib/digest.js'

/** What a kit's script wrote on its host, to be carried back. */
export interface KitReceipt {
  readonly organisation: string
  readonly organisationId: string
  readonly host: string
  readonly address: string
  readonly kit: string
  /** By the clock of the machine that made the kit, UTC, ISO 8601 to the second or finer. */
  readonly kitMade: string
  /** By the host's clock. */
  readonly made: string
  /** The host's answer to all questions, gzip in base64. */
  readonly packed: string
}

export type ReadReceipt =
  | { readonly ok: true; readonly receipt: KitReceipt }
  | { readonly ok: false; readonly why: 'damaged' }
  | { readonly ok: false; readonly why: 'invalid'; readonly reason: string }

const KEYS = ['organisation', 'organisation-id', 'host', 'address', 'kit', 'kit-made', 'made'] as const
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/
const FIRST_LINE = 'metis receipt 1'

/** Reads a receipt's text; a stick may have been through an editor that ends lines in its own way. */
export function readReceipt(text: string): ReadReceipt {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  if (lines[0] !== FIRST_LINE) return invalid(`it does not begin with \`${FIRST_LINE}\``)
  while (lines.at(-1) === '') lines.pop()
  const [, sum] = /^sha256: ([0-9a-f]{64})$/.exec(lines.pop() ?? '') ?? []
  if (sum === undefined || sha256(`${lines.join('\n')}\n`) !== sum) return { ok: false, why: 'damaged' }
  const empty = lines.indexOf('')
  const head = new Map(lines.slice(1, empty).map((line) => inTwo(line)))
  for (const key of KEYS) if (!isFit(key, head.get(key))) return invalid(`\`${key}\` is missing or no ${key}`)
  const body = lines.slice(empty + 1)
  if (body.length === 0 || !body.every((line) => /^[A-Za-z0-9+/]{1,76}={0,2}$/.test(line)))
    return invalid('what the host said is not base64')
  const of = (key: (typeof KEYS)[number]) => head.get(key) ?? ''
  return {
    ok: true,
    receipt: {
      organisation: of('organisation'),
      organisationId: of('organisation-id'),
      host: of('host'),
      address: of('address'),
      kit: of('kit'),
      kitMade: of('kit-made'),
      made: of('made'),
      packed: body.join(''),
    },
  }
}

/**
 * The facts in a host's answer that was carried: how far its clock is off can't be told any more. Throws a
 * `SyntaxError` when the answer was cut off.
 */
export function carriedFacts(answer: string): HostFacts {
  const facts = parseFacts(answer, { sentAtMs: 0, receivedAtMs: 0 })
  return { ...facts, clock: { ...facts.clock, offsetMs: 0, errorMs: 0 } }
}

function isFit(key: (typeof KEYS)[number], value: string | undefined): boolean {
  if (value === undefined) return false
  if (key.endsWith('made')) return TIME.test(value)
  return /^[\w.:-]{1,80}$/.test(value)
}

function inTwo(line: string): [string, string] {
  const colon = line.indexOf(': ')
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)]
}

function invalid(reason: string): ReadReceipt {
  return { ok: false, why: 'invalid', reason }
}
