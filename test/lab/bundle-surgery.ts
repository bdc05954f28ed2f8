import { generateKeyPairSync, sign } from 'node:crypto'
import { closeSync, openSync, readSync, truncateSync, writeSync } from 'node:fs'
import { execaSync } from 'execa'

/** A file in a bundle, by what GNU tar says of it. */
export interface Entry {
  readonly path: string
  /** Of its header, in bytes. */
  readonly at: number
  readonly size: number
}

const BLOCK = 512

export function entriesOf(bundle: string): Entry[] {
  const { stdout } = execaSync('tar', ['--list', '--verbose', '--block-number', '--file', bundle])
  return [...stdout.matchAll(/^block (\d+): -\S+ \S+ +(\d+) \S+ \S+ (.+)$/gm)].map(
    ([, block, size, path = '']) => ({ path, at: Number(block) * BLOCK, size: Number(size) }),
  )
}

/** The one whose path has that in it. */
function entryOf(bundle: string, part: string): Entry {
  const found = entriesOf(bundle).filter(({ path }) => path.includes(part))
  const [entry] = found
  if (entry === undefined || found.length > 1)
    throw new Error(`${found.length} files of the bundle have ${part}`)
  return entry
}

/** In the middle of a file's content, or in the first byte of a text in it. A second time it is as before. */
export function flipBit(bundle: string, part: string, text?: string): void {
  const entry = entryOf(bundle, part)
  const at = text === undefined ? Math.floor(entry.size / 2) : contentOf(bundle, entry).indexOf(text)
  if (at === -1) throw new Error(`${entry.path} does not say ${text}`)
  change(bundle, entry.at + BLOCK + at, 1, (byte) => Buffer.from([(byte[0] ?? 0) ^ 0b0000_1000]))
}

/** The bundle ends in the middle of that file. */
export function cutOff(bundle: string, part: string): void {
  const { at, size } = entryOf(bundle, part)
  truncateSync(bundle, at + BLOCK + Math.floor(size / 2))
}

/** A whole and well-formed tar, but for that file. */
export function takeOut(bundle: string, part: string, out: string): void {
  const { at, size } = entryOf(bundle, part)
  const behind = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK
  const script = '{ head -c "$2" "$1"; tail -c "+$(($3 + 1))" "$1"; } > "$4"'
  execaSync('bash', ['-euc', script, 'take-out', bundle, String(at), String(behind), out])
}

/** Signed again as it should be, but by somebody else. Gives the bytes back that were there. */
export function signAsSomebodyElse(bundle: string): Buffer {
  const manifest = entryOf(bundle, 'manifest.json')
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signature = sign(null, contentOf(bundle, manifest), privateKey)
  return writeSignature(bundle, (before) => ({
    ...before,
    key: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64'),
    signature: signature.toString('base64'),
  }))
}

/** The key is left, so that it is the known one, and the signature is another's. */
export function forgeSignature(bundle: string): Buffer {
  return writeSignature(bundle, (before) => ({
    ...before,
    signature: sign(null, Buffer.from('another'), generateKeyPairSync('ed25519').privateKey).toString(
      'base64',
    ),
  }))
}

export function restoreSignature(bundle: string, content: Buffer): void {
  const { at, size } = entryOf(bundle, 'manifest.sig')
  change(bundle, at + BLOCK, size, () => content)
}

function writeSignature(
  bundle: string,
  edit: (before: Record<string, unknown>) => Record<string, unknown>,
): Buffer {
  const entry = entryOf(bundle, 'manifest.sig')
  const before = contentOf(bundle, entry)
  const text = `${JSON.stringify(edit(JSON.parse(before.toString()) as Record<string, unknown>), null, 1)}\n`
  if (text.length !== before.length) throw new Error('a signature is as long as any other')
  change(bundle, entry.at + BLOCK, entry.size, () => Buffer.from(text))
  return before
}

function contentOf(bundle: string, { at, size }: Entry): Buffer {
  let content = Buffer.alloc(0)
  change(bundle, at + BLOCK, size, (bytes) => {
    content = Buffer.from(bytes)
    return bytes
  })
  return content
}

function change(bundle: string, at: number, length: number, edit: (before: Buffer) => Buffer): void {
  const file = openSync(bundle, 'r+')
  try {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, at)
    writeSync(file, edit(bytes), 0, length, at)
  } finally {
    closeSync(file)
  }
}
