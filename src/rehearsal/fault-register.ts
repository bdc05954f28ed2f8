import type { PhaseId } from '../planner/plan.js'
import type { Fault, FaultName } from './faults.js'

/**
 * Which of the ordered faults happen now. Each happens once: an operator who runs the same command again, as after
 * having corrected the cause, finds it corrected. `slow-link` stays.
 */
export type FaultRegister = ReturnType<typeof createFaultRegister>

export function createFaultRegister(ordered: readonly Fault[]) {
  const names = new Set<string>()
  const met = new Set<Fault>()
  const over = new Set<Fault>()
  const concerns = (fault: Fault, address: string) =>
    fault.host === undefined || fault.host === address || names.has(`${address} ${fault.host}`)
  const waiting = (name: FaultName, address: string, phase?: PhaseId) =>
    ordered.find(
      (fault) => fault.name === name && !over.has(fault) && fault.phase === phase && concerns(fault, address),
    )
  const once = (name: FaultName, address: string, phase?: PhaseId): Fault | undefined => {
    const fault = waiting(name, address, phase)
    if (fault !== undefined) over.add(fault)
    if (fault !== undefined) met.add(fault)
    return fault
  }
  const lasts = (name: FaultName, address: string): boolean => {
    const fault = waiting(name, address)
    if (fault !== undefined) met.add(fault)
    return fault !== undefined
  }
  const asking = new Set<string>()

  return {
    /** Tells by which name the operator knows an address. */
    name: (address: string, name: string) => names.add(`${address} ${name}`),
    /** True once for a password that is refused. */
    refusesPassword: (address: string) => {
      const isRefused = once('wrong-password', address) !== undefined
      if (isRefused) asking.add(address)
      return isRefused
    },
    /** The next connection has to ask for a password, whatever it is. */
    asksPassword: (address: string) => asking.has(address),
    offersAnotherKey: (address: string) => once('host-key-changed', address) !== undefined,
    losesHost: (address: string, phase: PhaseId) => once('host-lost', address, phase) !== undefined,
    fillsDisk: (address: string, phase: PhaseId) => once('disk-full', address, phase) !== undefined,
    /** Somebody else holds the host: for one try to take it. */
    isHeld: (address: string) => once('other-operator', address) !== undefined,
    /** The console takes no password: for one login. */
    refusesLogin: (address: string) => once('login-refused', address) !== undefined,
    updatesLibrary: (address: string) => once('library-updated', address) !== undefined,
    /** Has it happen, where there is something that it can happen to. */
    tampers: (name: FaultName, address: string, happen: () => boolean) => {
      const fault = waiting(name, address)
      if (fault === undefined || !happen()) return
      over.add(fault)
      met.add(fault)
    },
    /** The port that somebody else takes now; `phase` absent: before anything is carried out. */
    takesPort: (address: string, phase?: PhaseId) => once('port-busy', address, phase)?.port,
    /** True for as long as the run lasts in which it happened first. */
    lasts,
    /** How many times as long everything takes that is sent to the host. */
    slowness: (address: string) => (lasts('slow-link', address) ? 20 : 1),
    /** The run is over: what was wrong in it is put right. */
    runFinished: () => {
      for (const fault of met) if (fault.name !== 'slow-link') over.add(fault)
    },
    /** Those that have happened. */
    met: (): readonly Fault[] => [...met],
  }
}
