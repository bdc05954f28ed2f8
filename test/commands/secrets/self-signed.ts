import { generateKeyPairSync, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

export interface Pem {
  readonly certificate: string
  readonly key: string
}

/** A certificate for these names and addresses with its key, both new; valid in 2025 and 2026 unless other years are given. An elliptic key unless RSA is asked for. */
export function selfSigned(names: readonly string[], from = 2025, to = 2027, rsaBits?: number): Pem {
  const { publicKey, privateKey } =
    rsaBits === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: rsaBits })
  const method = rsaBits === undefined ? ECDSA_SHA256 : RSA_SHA256
  const who = sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0c, Buffer.from('console')))))
  const alternatives = names.map((name) =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  )
  const content = sequence(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.from([1])),
    method,
    who,
    sequence(firstDayOf(from), firstDayOf(to)),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(oid(0x55, 0x1d, 0x11), der(4, sequence(...alternatives))))),
  )
  const signature = der(3, Buffer.from([0]), sign('sha256', content, privateKey))
  const base64 = sequence(content, method, signature).toString('base64')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))

const RSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b), der(5))

function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

function sequence(...content: readonly Uint8Array[]): Buffer {
  return der(0x30, ...content)
}

function oid(...bytes: readonly number[]): Buffer {
  return der(6, Buffer.from(bytes))
}

function firstDayOf(year: number): Buffer {
  return der(0x18, Buffer.from(`${year}0101000000Z`))
}
