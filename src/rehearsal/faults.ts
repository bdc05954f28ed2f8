import type { PhaseId } from '../planner/plan.js'

/** Everything that can be ordered to go wrong, in the order of the help. */
export const FAULTS = [
  'host-lost',
  'disk-full',
  'wrong-password',
  'host-key-changed',
  'port-busy',
  'carrier-dies',
  'change-dies',
  'change-sickens',
  'other-operator',
  'login-refused',
  'lost-laptop',
  'library-updated',
  'address-changed',
  'slow-link',
  'file-edited',
  'drop-in',
  'unit-masked',
  'unit-died',
  'disk-fills',
  'certificate-renewed',
  'backup-damaged',
  'backup-refused',
] as const
export type FaultName = (typeof FAULTS)[number]

/** A fault that was ordered: `name[@phase][:host[:detail]]`. */
export interface Fault {
  readonly name: FaultName
  /** When it happens; absent: at once. */
  readonly phase?: PhaseId
  /** Name of the host; absent: the first one that comes that far. */
  readonly host?: string
  /** With `port-busy`: the port. */
  readonly port?: number
}

interface Shape {
  readonly example: string
  /** The phase unless another is named; absent: it has none, and none may be named. */
  readonly phase?: PhaseId
  readonly takesPhase?: true
  readonly takesPort?: true
}

export const FAULT_SHAPES: Readonly<Record<FaultName, Shape>> = {
  'host-lost': { example: 'host-lost@distribute:h2', phase: 'distribute', takesPhase: true },
  'disk-full': { example: 'disk-full@distribute:h1', phase: 'distribute', takesPhase: true },
  'wrong-password': { example: 'wrong-password:h1' },
  'host-key-changed': { example: 'host-key-changed:h1' },
  'port-busy': { example: 'port-busy:h2:8500', takesPhase: true, takesPort: true },
  'carrier-dies': { example: 'carrier-dies' },
  'change-dies': { example: 'change-dies:h2' },
  'change-sickens': { example: 'change-sickens:h3' },
  'other-operator': { example: 'other-operator:h1' },
  'login-refused': { example: 'login-refused' },
  'lost-laptop': { example: 'lost-laptop:h2' },
  'library-updated': { example: 'library-updated:h1' },
  'address-changed': { example: 'address-changed:h2' },
  'slow-link': { example: 'slow-link:h3' },
  'file-edited': { example: 'file-edited:h1' },
  'drop-in': { example: 'drop-in:h1' },
  'unit-masked': { example: 'unit-masked:h1' },
  'unit-died': { example: 'unit-died:h1' },
  'disk-fills': { example: 'disk-fills:h1' },
  'certificate-renewed': { example: 'certificate-renewed:h1' },
  'backup-damaged': { example: 'backup-damaged:h1' },
  'backup-refused': { example: 'backup-refused:h1' },
}

/** As it is ordered. */
export function faultText({ name, phase, host, port }: Fault): string {
  const at = phase === undefined ? '' : `@${phase}`
  return [`${name}${at}`, ...(host === undefined ? [] : [host]), ...(port === undefined ? [] : [port])].join(
    ':',
  )
}
