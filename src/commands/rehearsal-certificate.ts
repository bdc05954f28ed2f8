import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseYaml } from '../catalog/parse-yaml.js'
import { readReleases } from '../catalog/presets.js'
import { InstallerError } from '../errors/problem.js'
import { parseTopology } from '../org-file/parse-topology.js'
import { instancesOf } from '../topology/topology.js'

const CERTIFICATE = './rehearsal.crt'
const KEY = './rehearsal.key'

/** The text with a certificate of the rehearsal's own: the operator's key is nothing to play with. */
export async function withOwnCertificate(text: string, presetsDirectory: string): Promise<string> {
  const tls = await tlsIn(text, presetsDirectory)
  if (tls === undefined) return text
  return named(named(text, 'certificate', tls.certificate, CERTIFICATE), 'key', tls.key, KEY)
}

/** The text with another value of that key. */
function named(text: string, key: string, before: string, after: string): string {
  const value = before.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`\\b(${key}:\\s*["']?)${value}`), (_, start: string) => start + after)
}

/** What the text names then; nobody verifies it. */
export async function writeCertificate(folder: string): Promise<void> {
  await writeFile(join(folder, CERTIFICATE), pem('CERTIFICATE'))
  await writeFile(join(folder, KEY), pem('PRIVATE KEY'), { mode: 0o600 })
}

/** Of a text with mistakes nothing: they are told when it is read. */
async function tlsIn(text: string, presetsDirectory: string) {
  try {
    const parsed = parseTopology(parseYaml(text), await readReleases(presetsDirectory))
    if (!parsed.ok) return undefined
    return instancesOf(parsed.topology, 'admin').find(({ tls }) => tls !== undefined)?.tls
  } catch (error) {
    if (error instanceof InstallerError) return undefined
    throw error
  }
}

function pem(what: string): string {
  const content = Buffer.from(`${what} of a rehearsal`).toString('base64')
  return `-----BEGIN ${what}-----\n${content}\n-----END ${what}-----\n`
}
