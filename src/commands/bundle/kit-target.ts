import { fault, type InstallerError } from '../../errors/problem.js'
import type { KitTarget } from '../../kit/kit.js'
import type { Host } from '../../topology/topology.js'
import type { Organisation } from '../organisation/organisation.js'
import { invalidOption } from '../program/invalid-option.js'
import type { Call } from '../program/session.js'

/**
 * The machine that a kit has to fit: as its last receipt says, as the operator says, or the only kind that a bundle
 * is for. `isKnown`: what its receipt says holds. Throws `kit.system-unknown`.
 */
export function kitTarget(
  { carried, planInput }: Pick<Organisation, 'carried' | 'planInput'>,
  { name: host }: Host,
  options: Call['options'],
): { readonly target: KitTarget; readonly isKnown: boolean } {
  const told = carried.find((one) => one.host === host)?.last?.facts
  const { artifacts } = planInput({})
  const system =
    readSystem(options.os) ??
    (told === undefined ? undefined : `${told.system.id}-${told.system.version}`) ??
    only(artifacts.map((artifact) => artifact.system))
  const cpu =
    readCpu(options.cpu) ??
    (told === undefined ? undefined : told.hardware.avx2 ? 'avx2' : 'no-avx2') ??
    only(artifacts.map((artifact) => artifact.cpu))
  if (system === undefined) throw unknown(host, '--os')
  if (cpu === undefined) throw unknown(host, '--cpu')
  const avx2 = cpu === 'avx2'
  const isKnown =
    told !== undefined && system === `${told.system.id}-${told.system.version}` && told.hardware.avx2 === avx2
  const { machineId } = told?.identity ?? { machineId: '' }
  return { target: { system, avx2, ...(isKnown && machineId !== '' ? { machineId } : {}) }, isKnown }
}

function readSystem(given: unknown): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^[a-z]+-[\d.]+$/.test(given)) return given
  throw invalidOption('--os', given, 'debian-11, debian-12, debian-13, ubuntu-18.04 ... ubuntu-24.04')
}

function readCpu(given: unknown): 'avx2' | 'no-avx2' | undefined {
  if (given === undefined || given === 'avx2' || given === 'no-avx2') return given
  throw invalidOption('--cpu', given, 'avx2, no-avx2')
}

/** The one value among all that are there. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  const found = [...new Set(values.filter((value) => value !== undefined))]
  return found.length === 1 ? found[0] : undefined
}

function unknown(host: string, what: string): InstallerError {
  return fault('kit.system-unknown', { host, what }, { host })
}
