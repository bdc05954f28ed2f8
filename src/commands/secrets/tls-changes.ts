import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fault } from '../../errors/problem.js'
import { certificatePaths } from '../../roles/admin/facts.js'
import { ADMIN, type AdminInstance } from '../../roles/admin/settings.js'
import { TLS_CERTIFICATE, TLS_KEY } from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { unreadable } from '../../state/files.js'
import { assertNotLeaked } from '../../state/refused-keys.js'
import type { Change } from '../../state/rotation-file.js'
import { hostOf, instancesOf } from '../../topology/topology.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Call, Session } from '../program/session.js'
import { type CertificatePair, checkCertificate } from './check-certificate.js'

/**
 * The console's certificate and key, from the files that are given, or from those that org.yaml names where somebody has
 * put renewed ones there: what hosts have comes from the admin's host then. Undefined where that has none yet.
 * Throws what `checkCertificate` does, `command.no-tls`, `command.certificate-same` and `command.invalid-option`.
 */
export async function tlsChanges(
  session: Session,
  organisation: Organisation,
  { facts, options }: Pick<Call, 'options'> & { readonly facts: Facts },
): Promise<readonly Change[] | undefined> {
  const { topology, folder, secrets } = organisation
  const admin = instancesOf(topology, ADMIN).find(({ tls }) => tls !== undefined)
  if (admin?.tls === undefined) throw fault('command.no-tls')
  const paths = inFolder(folder.directory, admin.tls)
  const given = givenPaths(session, options)
  const there = { certificate: secrets(TLS_CERTIFICATE), key: secrets(TLS_KEY) }
  const wanted = given === undefined ? there : { certificate: read(given.certificate), key: read(given.key) }
  const former = await onHost(organisation, admin, facts)
  if (former === undefined) return undefined
  const { address } = hostOf(topology, admin)
  checkCertificate(wanted, { paths: given ?? paths, address, former, now: session.world.now() })
  if (wanted.certificate === former.certificate && wanted.key === former.key)
    throw fault('command.certificate-same', { certificate: paths.certificate }, { file: paths.certificate })
  return [
    { name: TLS_CERTIFICATE, former: former.certificate, new: wanted.certificate, path: paths.certificate },
    { name: TLS_KEY, former: former.key, new: wanted.key, path: paths.key },
  ]
}

function givenPaths({ world }: Session, { certificate, key }: Call['options']): CertificatePair | undefined {
  if (certificate === undefined && key === undefined) return undefined
  if (typeof certificate !== 'string' || typeof key !== 'string')
    throw fault('command.certificate-without-key')
  return inFolder(world.workingDirectory, { certificate, key })
}

function inFolder(folder: string, { certificate, key }: CertificatePair): CertificatePair {
  const absolute = (path: string) => resolve(folder, path.replace(/^~(?=\/)/, homedir()))
  return { certificate: absolute(certificate), key: absolute(key) }
}

function read(path: string): string {
  assertNotLeaked(path)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** What the console has, whatever lies here by now. */
async function onHost(
  { engine, topology, release }: Organisation,
  admin: AdminInstance,
  facts: Facts,
): Promise<CertificatePair | undefined> {
  const here = facts[admin.host]
  if (here === undefined) return undefined
  const paths = certificatePaths({ topology, release, instance: admin })
  const isThere = (path: string) =>
    here.receipts.some(({ id, now }) => id === `file:${path}` && now !== undefined)
  if (!isThere(paths.certificate) || !isThere(paths.key)) return undefined
  const transport = await engine.transport(admin.host)
  const folder = mkdtempSync(join(tmpdir(), 'metis-former-'))
  const fetched = async (path: string) => {
    const target = join(folder, 'fetched')
    await transport.download(path, target)
    const content = readFileSync(target, 'utf8')
    rmSync(target)
    return content
  }
  try {
    return { certificate: await fetched(paths.certificate), key: await fetched(paths.key) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
