import { type Problem, problem } from '../errors/problem.js'
import { nearestOf } from '../org-file/unknown-key.js'
import { PHASES } from '../planner/phases/index.js'
import { FAULT_SHAPES, FAULTS, type Fault } from './faults.js'

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

function isPort(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535
}

function failed(code: Problem['code'], details: Problem['details']): ParsedFault {
  return { ok: false, problem: problem(code, details) }
}
