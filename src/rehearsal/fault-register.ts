import type { PhaseId } from '../planner/plan.js'
import type { Fault, FaultName } from './faults.js'

/**
 * Which of the ordered faults happen now. Each happens once: an operator who runs the same command again, as after
 * having corrected the cause, finds it corrected. `slow-link` stays.
 */
export interface FaultRegister {
  /** Tells by which name the operator knows an address. */
  readonly name: (address: string, name: string) => void
  /** True once for a password that is refused. */
  readonly refusesPassword: (address: string) => boolean
  /** The next connection has to ask for a password, whatever it is. */
  readonly asksPassword: (address: string) => boolean
  readonly offersAnotherKey: (address: string) => boolean
  readonly losesHost: (address: string, phase: PhaseId) => boolean
  readonly fillsDisk: (address: string, phase: PhaseId) => boolean
  /** Ports that somebody else takes now; `phase` absent: before anything is carried out. */
  readonly takesPorts: (address: string, phase?: PhaseId) => readonly number[]
  /** True for as long as the run lasts in which it happened first. */
  readonly lasts: (name: FaultName, address: string) => boolean
  /** How many times as long everything takes that is sent to the host. */
  readonly slowness: (address: string) => number
  /** The run is over: what was wrong in it is put right. */
  readonly runFinished: () => void
  /** Those that have happened. */
  readonly met: () => readonly Fault[]
}

const SLOWNESS = 20

export function createFaultRegister(ordered: readonly Fault[]): FaultRegister {
  const names = new Map<string, Set<string>>()
  const met = new Set<Fault>()
  const over = new Set<Fault>()
  const concerns = (fault: Fault, address: string) =>
    fault.host === undefined || fault.host === address || names.get(address)?.has(fault.host) === true
  const waiting = (name: FaultName, address: string, phase?: PhaseId) =>
    ordered.filter(
      (fault) => fault.name === name && !over.has(fault) && fault.phase === phase && concerns(fault, address),
    )
  const once = (name: FaultName, address: string, phase?: PhaseId): Fault | undefined => {
    const [fault] = waiting(name, address, phase)
    if (fault === undefined) return undefined
    met.add(fault)
    over.add(fault)
    return fault
  }
  const lasts = (name: FaultName, address: string) => {
    const [fault] = waiting(name, address)
    if (fault !== undefined) met.add(fault)
    return fault !== undefined
  }
  const asking = new Set<string>()

  return {
    name: (address, name) => {
      names.set(address, (names.get(address) ?? new Set()).add(name))
    },
    refusesPassword: (address) => {
      const isRefused = once('wrong-password', address) !== undefined
      if (isRefused) asking.add(address)
      return isRefused
    },
    asksPassword: (address) => asking.has(address),
    offersAnotherKey: (address) => once('host-key-changed', address) !== undefined,
    losesHost: (address, phase) => once('host-lost', address, phase) !== undefined,
    fillsDisk: (address, phase) => once('disk-full', address, phase) !== undefined,
    takesPorts: (address, phase) => {
      const fault = once('port-busy', address, phase)
      return fault?.port === undefined ? [] : [fault.port]
    },
    lasts,
    slowness: (address) => (lasts('slow-link', address) ? SLOWNESS : 1),
    runFinished: () => {
      for (const fault of met) if (fault.name !== 'slow-link') over.add(fault)
    },
    met: () => [...met],
  }
}
