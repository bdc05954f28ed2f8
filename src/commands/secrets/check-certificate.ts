import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { fault } from '../../errors/problem.js'

/** PEM texts: the certificate with its chain behind it, and its key. */
export interface CertificatePair {
  readonly certificate: string
  readonly key: string
}

interface CheckInput {
  /** Where they were read from, for sentences. */
  readonly paths: CertificatePair
  /** The console's, as hosts and browsers know it. */
  readonly address: string
  /** What the console has had so far: names that it was known by. */
  readonly former: CertificatePair
  readonly now: Date
}

/**
 * That a certificate and a key belong together, are valid now, and are for the console. Throws
 * `command.certificate-unreadable`, `-key-differs`, `-out-of-date` and `-other-name`.
 */
export function checkCertificate(pair: CertificatePair, { paths, address, former, now }: CheckInput): void {
  const certificate = readCertificate(pair, paths)
  const file = paths.certificate
  if (!certificate.checkPrivateKey(readKey(pair, paths)))
    throw fault('command.certificate-key-differs', { certificate: file, key: paths.key }, { file: paths.key })
  tryToServe(pair, paths)
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
  if (now < from || now > to) {
    const dates = { from: from.toISOString(), to: to.toISOString(), now: now.toISOString() }
    throw fault('command.certificate-out-of-date', { certificate: file, ...dates }, { file })
  }
  const missing = namesWanted(former.certificate, address).filter((name) => !isFor(certificate, name))
  if (missing.length === 0) return
  const details = {
    certificate: file,
    missing: missing.join(', '),
    names: namesOf(certificate).join(', ') || '-',
  }
  throw fault('command.certificate-other-name', details, { file })
}

/** SHA-256 of the first certificate, as browsers show it. */
export function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256
}

/** Browsers may know the console by names that org.yaml does not have: those of the former certificate. */
function namesWanted(former: string, address: string): readonly string[] {
  try {
    const names = namesOf(new X509Certificate(former))
    return names.length === 0 ? [address] : names
  } catch {
    return [address]
  }
}

function readCertificate({ certificate }: CertificatePair, paths: CertificatePair): X509Certificate {
  try {
    return new X509Certificate(certificate)
  } catch (error) {
    throw unreadable(paths.certificate, error)
  }
}

function readKey({ key }: CertificatePair, paths: CertificatePair): KeyObject {
  try {
    return createPrivateKey(key)
  } catch (error) {
    throw unreadable(paths.key, error)
  }
}

/** Of keys that are too short, and of what stands behind the certificate, nginx would complain on the host. */
function tryToServe({ certificate: cert, key }: CertificatePair, paths: CertificatePair): void {
  try {
    createSecureContext({ cert, key, ciphers: 'DEFAULT@SECLEVEL=2' })
  } catch (error) {
    throw unreadable(paths.certificate, error)
  }
}

function unreadable(file: string, error: unknown) {
  const reason = error instanceof Error ? error.message : String(error)
  return fault('command.certificate-unreadable', { path: file, reason }, { file }, error)
}

function isFor(certificate: X509Certificate, name: string): boolean {
  const found = isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)
  // A name with a wildcard is asked for by one that it covers.
  return found !== undefined || namesOf(certificate).includes(name)
}

/** `DNS:console.example, IP Address:10.0.0.5` as names. */
function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name = '']) => name)
}
