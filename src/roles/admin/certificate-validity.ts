/** How long a certificate holds (X.509), milliseconds since the epoch; undefined for what is none. */
export function certificateEndMs(der: Uint8Array): number | undefined {
  const tbs = inside(der, inside(der, { from: 0, to: der.length })[0])
  // Version, if any, serial number, algorithm and issuer come before it.
  const fields = inside(der, tbs[0])
  const validity = fields[fields[0]?.tag === VERSION ? 4 : 3]
  const [, end] = inside(der, validity)
  return end === undefined ? undefined : timeIn(end.tag, text(der, end))
}

interface Piece {
  readonly tag?: number
  /** Of its content. */
  readonly from: number
  readonly to: number
}

const VERSION = 0xa0
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

/** The values in one, as far as they lie within it. */
function inside(der: Uint8Array, piece: Piece | undefined): Piece[] {
  const found: Piece[] = []
  let at = piece?.from ?? 0
  while (piece !== undefined && at + 2 <= piece.to && found.length < 20) {
    const tag = der[at]
    const first = der[at + 1] ?? 0
    const bytes = first < 0x80 ? 0 : first & 0x7f
    if (tag === undefined || bytes > 3) break
    const size =
      bytes === 0 ? first : der.subarray(at + 2, at + 2 + bytes).reduce((sum, byte) => sum * 256 + byte, 0)
    const from = at + 2 + bytes
    if (from + size > piece.to) break
    found.push({ tag, from, to: from + size })
    at = from + size
  }
  return found
}

function text(der: Uint8Array, { from, to }: Piece): string {
  return String.fromCharCode(...der.subarray(from, Math.min(to, from + 20)))
}

/** `491231235959Z` or `20501231235959Z`; of two digits, those from 50 on are of the last century (RFC 5280). */
function timeIn(tag: number | undefined, time: string): number | undefined {
  const [, years = '', month, day, hour, minute, second] =
    /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(time) ?? []
  if (years.length !== (tag === UTC_TIME ? 2 : tag === GENERALIZED_TIME ? 4 : 0)) return undefined
  const year = years.length === 4 ? years : `${Number(years) < 50 ? 20 : 19}${years}`
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? undefined : ms
}
