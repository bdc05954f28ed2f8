import type { Problem } from '../errors/problem.js'
import { stepOf } from './step-of.js'
import type { StepId } from './steps.js'

/** The screen whose answers make a problem go away; undefined for what is to be done on the host itself. */
export function fixingStep(problem: Pick<Problem, 'code' | 'where'>): StepId | undefined {
  const step = stepOf(problem)
  if (step === 'preflight') return FIXED_BY.find(([codes]) => codes.test(problem.code))?.[1]
  return ANSWERED.includes(step) ? step : undefined
}

const ANSWERED: readonly StepId[] = ['organisation', 'machines', 'roles', 'network', 'release']

/** What other machines, other places of roles, other addresses and ports would change about a host. */
const FIXED_BY: readonly (readonly [RegExp, StepId])[] = [
  [/\.(system-unsupported|machine-unsupported|systemd-missing)$/, 'machines'],
  [/\.(same-machine|address-missing|address-not-first|other-organisation)$/, 'machines'],
  [/\.(role-moved|few-cores|little-memory|small-disk|avx-missing|mysql-in-the-way)$/, 'roles'],
  [/\.(variant-not-carried|no-packages-carried)$/, 'roles'],
  [/\.(external-loopback|via-hairpin|port-taken|task-port-taken)$/, 'network'],
  [/\.(port-refused|port-filtered|host-unreachable|data-center-unreachable)$/, 'network'],
]
