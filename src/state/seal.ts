import { fault, InstallerError } from '../errors/problem.js'
import type { Operator } from '../topology/topology.js'
import { requireModest, sealedWith } from './sealed-header.js'

/** Who may open what is sealed: whoever has the recovery passphrase, or operators. */
export type SealedFor = 'passphrase' | readonly Operator[]

/** What is sealed is of a few kilobytes; what is larger was not sealed here. */
const LARGEST_MEBIBYTES = 8
const LARGEST_IDENTITY_CHARACTERS = 16_384

/**
 * Of scrypt, as a power of two. Stretching makes up for passphrases that can be guessed. This one is generated, with more
 * than 150 bits of chance, so that no stretching is needed: 8 takes about 5 ms and 256 KiB, age's own 18 over a second
 * and 256 MiB, each time that a record is written or read.
 */
const WORK_FACTOR = 8

/**
 * An armored age file (age-encryption.org/v1) that the passphrase, or the identity of any one recipient, opens; also
 * with `age --decrypt`. Recipients were checked where org.yaml was read; the passphrase must be a generated one.
 */
export async function seal(text: string, lock: SealingKey): Promise<string> {
  const { armor } = await import('age-encryption')
  const encrypter = await locking(lock)
  return armor.encode(await encrypter.encrypt(text))
}

/** What opens what is sealed. */
export type SealingKey = { readonly passphrase: string } | { readonly recipients: readonly string[] }

/** The content of an age identity file opens what is sealed for its public half. */
export type OpeningKey = { readonly passphrase: string } | { readonly identity: string }

/** Seals what passes through, without armour. */
export async function sealStream(bytes: ReadableStream<Uint8Array>, lock: SealingKey) {
  const encrypter = await locking(lock)
  return encrypter.encrypt(bytes)
}

async function locking(lock: SealingKey) {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  if ('passphrase' in lock) {
    encrypter.setScryptWorkFactor(WORK_FACTOR)
    encrypter.setPassphrase(lock.passphrase)
  } else {
    if (lock.recipients.length === 0) throw new Error('sealed for nobody')
    for (const recipient of lock.recipients) encrypter.addRecipient(recipient)
  }
  return encrypter
}

/**
 * The text of an armored age file. `identity` is the content of an age identity file: `AGE-SECRET-KEY-…` a line, empty
 * lines, comments. Throws `state.sealed-too-large`, `state.sealed-too-costly`, `state.sealed-damaged`,
 * `state.sealed-for-keys`, `state.sealed-with-passphrase`, `state.passphrase-wrong`, `state.identity-not-allowed`,
 * `state.identity-unusable`.
 */
export async function unseal(sealed: string, key: OpeningKey): Promise<string> {
  if (sealed.length > LARGEST_MEBIBYTES * 2 ** 20)
    throw fault('state.sealed-too-large', { limit: LARGEST_MEBIBYTES })
  const { armor } = await import('age-encryption')
  const decrypter = await opening(key)
  try {
    const file = armor.decode(sealed)
    requireFits(file, key)
    const bytes = await decrypter.decrypt(file)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw asUnsealFailure(error, key)
  }
}

/** What opens an armored age file; undefined for what is none. */
export async function sealedTextFor(sealed: string): Promise<'passphrase' | 'keys' | undefined> {
  const { armor } = await import('age-encryption')
  try {
    return sealedWith(armor.decode(sealed))
  } catch {
    return undefined
  }
}

/**
 * The bytes of a sealed file without armour, as they come; `head`: its first bytes, at least its header. Throws as `unseal` does; what
 * is damaged further on ends the stream with an error of the library.
 */
export async function unsealStream(
  sealed: ReadableStream<Uint8Array>,
  head: Uint8Array,
  key: OpeningKey,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = await opening(key)
  try {
    requireFits(head, key)
    return await decrypter.decrypt(sealed)
  } catch (error) {
    throw asUnsealFailure(error, key)
  }
}

async function opening(key: OpeningKey) {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase)
  else addIdentities(key.identity, (identity) => decrypter.addIdentity(identity))
  return decrypter
}

function requireFits(file: Uint8Array, key: OpeningKey): void {
  requireModest(file)
  if (sealedWith(file) === 'passphrase' && 'identity' in key) throw fault('state.sealed-with-passphrase')
  if (sealedWith(file) === 'keys' && 'passphrase' in key) throw fault('state.sealed-for-keys')
}

function asUnsealFailure(error: unknown, key: OpeningKey): InstallerError {
  if (error instanceof InstallerError) return error
  if (!isNobodys(error)) return fault('state.sealed-damaged', {}, {}, error)
  return fault('passphrase' in key ? 'state.passphrase-wrong' : 'state.identity-not-allowed')
}

/** The library has no other word for it. */
function isNobodys(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('no identity matched')
}

/** What the library says of a line may hold some of the secret, so it is not passed on. */
function addIdentities(content: string, add: (identity: string) => void): void {
  const lines = content.slice(0, LARGEST_IDENTITY_CHARACTERS).split(/\r?\n/)
  const identities = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  try {
    if (identities.length === 0 || content.length > LARGEST_IDENTITY_CHARACTERS) throw new Error('none')
    identities.forEach(add)
  } catch {
    throw fault('state.identity-unusable')
  }
}

/** A key of nobody's, for whoever seals to see that it can be opened: kept nowhere. */
export async function passingKey(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption')
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}
