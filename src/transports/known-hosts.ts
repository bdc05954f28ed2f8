import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fault, type InstallerError } from '../errors/problem.js'

/** A host key as sent by a server: `type` is the first field of its own encoding. */
export interface HostKey {
  readonly type: string
  /** Base64, as in the file. */
  readonly key: string
}

interface Entry extends HostKey {
  readonly revoked: boolean
}

/** Keys that the file holds for a host: plain names and `[address]:port`, OpenSSH's format. */
export async function knownKeysOf(path: string, address: string, port: number): Promise<readonly Entry[]> {
  return keysIn(await read(path), address, port)
}

/** The same of what such a file holds. */
export function keysIn(text: string, address: string, port: number): readonly Entry[] {
  const name = nameOf(address, port)
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined
    const [names, type, key] = fields
    if (!names || !type || !key || names.startsWith('#') || marker === '@cert-authority') return []
    return names.split(',').includes(name) ? [{ type, key, revoked: marker === '@revoked' }] : []
  })
}

/** `changed` also when the host is known by a key of another type: a type we asked for first, and did not get. */
export function stateOf(known: readonly Entry[], offered: HostKey): 'known' | 'unknown' | 'changed' {
  if (known.length === 0) return 'unknown'
  const same = known.filter((entry) => entry.key === offered.key)
  return same.length > 0 && same.every((entry) => !entry.revoked) ? 'known' : 'changed'
}

/** Adds a confirmed key. One appended line is atomic, also when several hosts are confirmed side by side. */
export async function remember(
  path: string,
  address: string,
  port: number,
  { type, key }: HostKey,
): Promise<void> {
  const before = await read(path)
  const separator = before === '' || before.endsWith('\n') ? '' : '\n'
  try {
    await mkdir(dirname(path), { recursive: true })
    await appendFile(path, `${separator}${nameOf(address, port)} ${type} ${key}\n`, { mode: 0o600 })
  } catch (cause) {
    throw unusable(path, cause)
  }
}

export function fingerprintOf({ key }: Pick<HostKey, 'key'>): string {
  const sum = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64')
  return `SHA256:${sum.replace(/=+$/, '')}`
}

/** The type is the first string of an SSH key blob. */
export function parseHostKey(blob: Buffer): HostKey {
  return { type: blob.toString('latin1', 4, 4 + blob.readUInt32BE(0)), key: blob.toString('base64') }
}

const ALGORITHMS: readonly (readonly [type: string, algorithms: readonly string[]])[] = [
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
]

/** What to ask a server for, types that are known of it first. */
export function hostKeyAlgorithms(known: readonly HostKey[]): string[] {
  const isKnown = (type: string) => known.some((entry) => entry.type === type)
  const first = ALGORITHMS.filter(([type]) => isKnown(type))
  return [...first, ...ALGORITHMS.filter(([type]) => !isKnown(type))].flatMap(([, algorithms]) => algorithms)
}

function nameOf(address: string, port: number): string {
  return port === 22 ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`
}

/** Bytes: keys of tens of thousands of hosts. */
const LARGEST = 16 * 1024 * 1024

async function read(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > LARGEST) throw new Error(`more than ${LARGEST} bytes`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw unusable(path, cause)
  }
}

function unusable(path: string, cause: unknown): InstallerError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return fault('connection.known-hosts-unusable', { file: path, reason }, { file: path }, cause)
}
