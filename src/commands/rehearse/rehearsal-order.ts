import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { isReleasePath, readPreset, readReleases, releaseFile } from '../../catalog/presets.js'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import { literally } from '../../lib/text.js'
import { parseTopology } from '../../org-file/parse-topology.js'
import { nearestOf } from '../../org-file/unknown-key.js'
import { type Fault, faultText } from '../../rehearsal/faults.js'
import { parseFault } from '../../rehearsal/parse-fault.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { instancesOf } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'
import { requireFile } from '../organisation/read-organisation-of.js'
import { invalidOption } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import type { RehearsalOrder } from './open-rehearsal.js'
import { rehearsalHosts } from './rehearsal-hosts.js'

export const DEFAULT_PRESET = 'data-provider'
const MOST_HOSTS = 500
const FASTEST = 1000

/** Faults and pace, as the command line orders them. */
export function rehearsalOrder(options: Call['options']): RehearsalOrder {
  const parsed = (Array.isArray(options.fault) ? options.fault : []).map((text) => parseFault(String(text)))
  const problems = parsed.flatMap((one) => (one.ok ? [] : [one.problem]))
  if (problems.length > 0) throw new InstallerError(problems)
  const faults = parsed.flatMap((one) => (one.ok ? [one.fault] : []))
  const given = readNumber('--speed', options.speed, FASTEST)
  const speed = options.instant === true ? 'instant' : given
  return { faults, ...(speed === undefined ? {} : { speed }) }
}

/** Content of the org.yaml that is rehearsed: the operator's own, a preset, or one of so many hosts. */
export async function rehearsalText(session: Session, options: Call['options']): Promise<string> {
  const { presetsDirectory } = session.world
  if (session.options.file !== undefined) {
    await requireFile(session)
    const text = await readFile(session.file, 'utf8')
    return withOwnCertificate(withReleaseInPlace(text, dirname(session.file)), presetsDirectory)
  }
  const preset = await readPreset(presetsDirectory, String(options.preset ?? DEFAULT_PRESET))
  const hosts = readNumber('--hosts', options.hosts, MOST_HOSTS)
  if (hosts === undefined) return filledPreset(preset.text)
  const [, release = ''] = /^release: *(\S+)/m.exec(preset.text) ?? []
  return organisationOn(Math.ceil(hosts), release)
}

/** Throws for a fault on a host that there is not: it would never happen. */
export async function refuseStrangers(
  file: string,
  faults: readonly Fault[],
  presetsDirectory: string,
): Promise<void> {
  const parsed = await readOrganisation(file, presetsDirectory)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const known = parsed.topology.hosts.map(({ name }) => name)
  const problems = faults.flatMap(({ host, ...fault }): Problem[] => {
    if (host === undefined || known.includes(host)) return []
    const nearest = nearestOf(host, known) ?? known[0] ?? ''
    const given = printable(faultText({ ...fault, host }))
    return [
      problem('rehearsal.unknown-host', { given, host: printable(host), nearest, known: known.join(', ') }),
    ]
  })
  if (problems.length > 0) throw new InstallerError(problems)
}

function readNumber(option: string, given: unknown, most: number): number | undefined {
  if (given === undefined) return undefined
  const number = typeof given === 'string' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN
  if (number > 0 && number <= most) return number
  throw invalidOption(option, given, `1 ... ${most}`)
}

/** The text is read elsewhere: a release file of one's own stays where it is. */
function withReleaseInPlace(text: string, folder: string): string {
  const release = (parseYaml(text).value as { release?: unknown } | null)?.release
  return isReleasePath(release) ? named(text, 'release', release, releaseFile(release, folder)) : text
}

const CERTIFICATE = './rehearsal.crt'
const KEY = './rehearsal.key'

/** The text with a certificate of the rehearsal's own: the operator's key is nothing to play with. */
async function withOwnCertificate(text: string, presetsDirectory: string): Promise<string> {
  const tls = await tlsIn(text, presetsDirectory)
  if (tls === undefined) return text
  return named(named(text, 'certificate', tls.certificate, CERTIFICATE), 'key', tls.key, KEY)
}

/** The text with another value of that key. */
function named(text: string, key: string, before: string, after: string): string {
  return text.replace(
    new RegExp(`\\b(${key}:\\s*["']?)${literally(before)}`),
    (_, start: string) => start + after,
  )
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
    return instancesOf(parsed.topology, ADMIN).find(({ tls }) => tls !== undefined)?.tls
  } catch (error) {
    if (error instanceof InstallerError) return undefined
    throw error
  }
}

function pem(what: string): string {
  const content = Buffer.from(`${what} of a rehearsal`).toString('base64')
  return `-----BEGIN ${what}-----\n${content}\n-----END ${what}-----\n`
}

/** A preset with its holes filled in: addresses of nobody, and a name. */
export function filledPreset(text: string): string {
  return text
    .replaceAll('192.0.2.', '10.20.0.')
    .replaceAll('198.51.100.', '100.64.0.')
    .replace(/^organisation:.*$/m, 'organisation: rehearsal')
    .replace(/^# Fill in .*\n/m, '')
    .replaceAll(/ +# fill in:.*$/gm, '')
}

const FIRST_FIGHTER = 5

/** An organisation on so many hosts, one role per host from the fifth on: data and compute in turn. */
export function organisationOn(hosts: number, release: string): string {
  const machines = rehearsalHosts(hosts)
  const names = machines.map(({ name }) => name)
  const nameAt = (place: number) => names[Math.min(place, names.length) - 1] ?? 'h1'
  const fighters = hosts < FIRST_FIGHTER ? [nameAt(hosts)] : names.slice(FIRST_FIGHTER - 1)
  const every = (role: string, remainder: number) => {
    const own = fighters.filter((_, i) => i % 2 === remainder)
    return own.length === 0 ? '' : `  ${role}: [${own.join(', ')}]\n`
  }
  return `organisation: rehearsal
release: ${release}

hosts:
${machines.map(({ name, address, user }) => `  ${name}: { address: ${address}, user: ${user} }`).join('\n')}

roles:
  consul: h1
  carrier: { host: ${nameAt(2)}, externalAddress: 100.64.0.10 }
  admin: ${nameAt(3)}
  via: { host: ${nameAt(4)}, externalAddress: 100.64.0.11 }
${every('data', 0)}${every('compute', 1)}`
}
