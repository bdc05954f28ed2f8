import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import type { Code } from '../errors/codes/index.js'
import { fault } from '../errors/problem.js'
import type { ConnectOptions } from './connect-options.js'

export type Identity =
  | { readonly kind: 'open'; readonly file: string; readonly key: ParsedKey }
  | { readonly kind: 'encrypted'; readonly file: string; readonly content: Buffer }

/** Bytes. */
const LARGEST_KEY = 1024 * 1024

/** The identity file that the topology names. Every reason why it can't be used is a problem of its own. */
export async function readIdentity(
  file: string,
  { homeDirectory, baseDirectory = '' }: Pick<ConnectOptions, 'homeDirectory' | 'baseDirectory'>,
  host: string,
): Promise<Identity> {
  const path = file.startsWith('~/') ? join(homeDirectory, file.slice(2)) : resolve(baseDirectory, file)
  const fail = (code: Code, reason: string, cause?: unknown) =>
    fault(code, { file: path, host, reason }, { host, file: path }, cause)
  let content: Buffer
  let mode: number
  try {
    const found = await stat(path)
    mode = found.mode & 0o777
    if (found.size > LARGEST_KEY) throw new Error(`more than ${LARGEST_KEY} bytes`)
    content = await readFile(path)
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const code = missing ? 'connection.key-file-missing' : 'connection.key-file-unreadable'
    throw fail(code, cause instanceof Error ? cause.message : String(cause), cause)
  }
  const identity = parse(path, content)
  const head = content.toString('latin1', 0, 64)
  // One that everybody may read, and usually can.
  if (identity instanceof Error && /^(ssh|ecdsa|sk)-\S+ \S+/.test(head))
    throw fail('connection.key-file-public', path.replace(/\.pub$/, ''), identity)
  if ((mode & 0o077) !== 0) throw fail('connection.key-file-too-open', mode.toString(8).padStart(4, '0'))
  if (!(identity instanceof Error)) return identity
  const code = head.startsWith('PuTTY-') ? 'connection.key-file-putty' : 'connection.key-file-invalid'
  throw fail(code, identity.message, identity)
}

/** The operator's usual keys that can be used as they are. Encrypted ones are the agent's business. */
export async function readDefaultIdentities(home: string): Promise<Extract<Identity, { kind: 'open' }>[]> {
  const found = await Promise.all(
    ['id_ed25519', 'id_ecdsa', 'id_rsa'].map(async (name) => {
      const file = join(home, '.ssh', name)
      try {
        return parse(file, await readFile(file))
      } catch {
        return undefined
      }
    }),
  )
  return found.flatMap((identity) =>
    identity !== undefined && !(identity instanceof Error) && identity.kind === 'open' ? [identity] : [],
  )
}

/** Of a key that is locked; `undefined` where `FILE.pub` is not there. */
export async function publicHalf(file: string): Promise<Buffer | undefined> {
  const content = await readFile(`${file}.pub`).catch(() => undefined)
  const key = content === undefined ? undefined : firstOf(ssh2.utils.parseKey(content))
  return key === undefined || key instanceof Error ? undefined : key.getPublicSSH()
}

/** Undefined: the passphrase is wrong. */
export function unlock(content: Buffer, passphrase: string): ParsedKey | undefined {
  const key = firstOf(ssh2.utils.parseKey(content, passphrase))
  return key instanceof Error ? undefined : key
}

function parse(file: string, content: Buffer): Identity | Error {
  const key = firstOf(ssh2.utils.parseKey(content))
  if (!(key instanceof Error)) {
    return key.isPrivateKey() ? { kind: 'open', file, key } : new Error('this is a public key')
  }
  return /no passphrase given/.test(key.message) ? { kind: 'encrypted', file, content } : key
}

function firstOf(parsed: ParsedKey | ParsedKey[] | Error): ParsedKey | Error {
  return Array.isArray(parsed) ? (parsed[0] ?? new Error('no key in the file')) : parsed
}
