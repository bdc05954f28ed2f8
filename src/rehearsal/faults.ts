import { type Problem, problem } from '../errors/problem.js'
import { nearestOf } from '../org-file/unknown-key.js'
import { PHASES, type PhaseId } from '../planner/phase-id.js'

/** Everything that can be ordered to go wrong, in the order of the help. */
export const FAULTS = [
  'host-lost',
  'disk-full',
  'wrong-password',
  'host-key-changed',
  'port-busy',
  'carrier-dies',
  'slow-link',
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
  'slow-link': { example: 'slow-link:h3' },
}

export type ParsedFault =
  | { readonly ok: true; readonly fault: Fault }
  | { readonly ok: false; readonly problem: Problem }

/** Reads one fault as it is ordered on the command line. */
export function parseFault(text: string): ParsedFault {
  const [, given = '', phase, host, port, rest] =
    /^([^@:]*)(?:@([^:]*))?(?::([^:]*))?(?::([^:]*))?(.*)$/s.exec(text) ?? []
  const name = FAULTS.find((one) => one === given)
  if (name === undefined) {
    const nearest = nearestOf(given, FAULTS) ?? FAULTS[0]
    return failed('rehearsal.unknown-fault', { given, nearest, known: FAULTS.join(', ') })
  }
  const shape = FAULT_SHAPES[name]
  const known = PHASES.find((one) => one === phase)
  if (shape.takesPhase && phase !== undefined && known === undefined) {
    const nearest = nearestOf(phase, PHASES) ?? 'prepare'
    return failed('rehearsal.unknown-phase', { given: phase, nearest, known: PHASES.join(', ') })
  }
  const isWhole =
    rest === '' &&
    host !== '' &&
    (phase === undefined || shape.takesPhase) &&
    (shape.takesPort ? isPort(port) : port === undefined)
  if (!isWhole) return failed('rehearsal.malformed-fault', { given: text, name, example: shape.example })
  const when = known ?? shape.phase
  return {
    ok: true,
    fault: {
      name,
      ...(when === undefined ? {} : { phase: when }),
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port: Number(port) }),
    },
  }
}

/** As it is ordered. */
export function faultText({ name, phase, host, port }: Fault): string {
  const at = phase === undefined ? '' : `@${phase}`
  return [`${name}${at}`, ...(host === undefined ? [] : [host]), ...(port === undefined ? [] : [port])].join(
    ':',
  )
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535
}

function failed(code: Problem['code'], details: Problem['details']): ParsedFault {
  return { ok: false, problem: problem(code, details) }
}
