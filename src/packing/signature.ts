import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import * as z from 'zod'
import { bundleFault } from './bundle-problem.js'
import { type SigningKey, spokenFingerprint } from './signing-key.js'

const base64 = (bytes: number) =>
  z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === bytes, `must be ${bytes} bytes in base64`)

const signatureFile = z.strictObject({
  format: z.literal(1),
  key: base64(32),
  signature: base64(64),
})

/** Who signed a manifest, by key alone. */
export interface Signer {
  /** Raw public key, base64. */
  readonly key: string
  readonly fingerprint: string
}

/** The text of `manifest.sig` for the bytes of a `manifest.json`. */
export function signManifest(manifest: string | Uint8Array, key: SigningKey): string {
  const signature = sign(null, Buffer.from(manifest), key.privateKey)
  const content = {
    format: 1,
    key: Buffer.from(key.publicKey).toString('base64'),
    signature: signature.toString('base64'),
  }
  return `${JSON.stringify(content, null, 1)}\n`
}

/** Who signed these bytes. Throws `bundle.signature-invalid`. */
export function signerOf(manifest: Uint8Array, signatureText: string, bundle: string): Signer {
  const parsed = signatureFile.safeParse(jsonIn(signatureText))
  if (!parsed.success) throw invalid(bundle, 'manifest.sig')
  const { key, signature } = parsed.data
  const raw = Buffer.from(key, 'base64')
  if (!verify(null, manifest, publicKey(raw), Buffer.from(signature, 'base64'))) {
    throw invalid(bundle, 'manifest.json')
  }
  return { key, fingerprint: spokenFingerprint(raw) }
}

function publicKey(raw: Buffer): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  })
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function invalid(bundle: string, reason: string) {
  return bundleFault('bundle.signature-invalid', bundle, { reason })
}
