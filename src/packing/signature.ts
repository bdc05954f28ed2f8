import { createPublicKey, sign, verify } from 'node:crypto'
import * as z from 'zod'
import { parsedAs } from '../state/files.js'
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
  const invalid = (reason: string) => bundleFault('bundle.signature-invalid', bundle, { reason })
  const { key, signature } = parsedAs(signatureText, signatureFile, () => invalid('manifest.sig'))
  const raw = Buffer.from(key, 'base64')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify(null, manifest, publicKey, Buffer.from(signature, 'base64'))) throw invalid('manifest.json')
  return { key, fingerprint: spokenFingerprint(raw) }
}
