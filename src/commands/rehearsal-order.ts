import { readFile } from 'node:fs/promises'
import { readPreset } from '../catalog/presets.js'
import { readOrganisation } from '../catalog/read-organisation.js'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import { nearestOf } from '../org-file/unknown-key.js'
import { type Fault, faultText, parseFault } from '../rehearsal/faults.js'
import { printable } from '../ui/printable.js'
import type { Call } from './call.js'
import { withOwnCertificate } from './rehearsal-certificate.js'
import { filledPreset, organisationOn } from './rehearsal-organisation.js'
import type { RehearsalOrder } from './rehearsal-site.js'
import { requireFile } from './require-file.js'
import type { Session } from './session.js'

const DEFAULT_PRESET = 'data-provider'
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
    return withOwnCertificate(await readFile(session.file, 'utf8'), presetsDirectory)
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
  const details = { option, value: printable(String(given)), allowed: `1 ... ${most}` }
  throw new InstallerError(problem('command.invalid-option', details))
}
