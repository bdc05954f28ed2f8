import { fault } from '../errors/problem.js'

/** age's own for a passphrase of a person: more would only be there to keep a machine busy (256 MiB, over a second). */
const LARGEST_WORK_FACTOR = 18
/** Operators are 50 at most; each costs whoever opens it one multiplication on a curve. */
const MOST_KEYS = 100

/**
 * Refuses an age file that would cost much to open, before anything is computed. Its header has one line `-> TYPE …` for
 * each way to open it, and `-> scrypt SALT WORK-FACTOR` alone for a passphrase. Throws `state.sealed-too-costly`.
 */
export function requireModest(file: Uint8Array): void {
  const header = headerOf(file)
  const [, workFactor] = /^-> scrypt \S+ (\d+)$/m.exec(header) ?? []
  const ways = header.match(/^-> /gm) ?? []
  if (Number(workFactor ?? 0) > LARGEST_WORK_FACTOR || ways.length > MOST_KEYS)
    throw fault('state.sealed-too-costly', { factor: LARGEST_WORK_FACTOR, keys: MOST_KEYS })
}

/** `undefined`: it says neither, so it is damaged, and reading it says where. */
export function sealedWith(file: Uint8Array): 'passphrase' | 'keys' | undefined {
  const [, type] = /^-> (\S+)/m.exec(headerOf(file)) ?? []
  if (type === undefined) return undefined
  return type === 'scrypt' ? 'passphrase' : 'keys'
}

/** Ends with the line of its checksum. */
function headerOf(file: Uint8Array): string {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const end = text.indexOf('\n--- ')
  return end === -1 ? text : text.slice(0, end)
}
