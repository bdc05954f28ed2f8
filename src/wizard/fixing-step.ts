import type { PREFLIGHT_CODES } from '../errors/codes/preflight.js'
import type { Problem } from '../errors/problem.js'
import { stepOf } from './step-of.js'
import type { StepId } from './steps.js'

/** The screen whose answers make a problem go away; undefined for what is to be done on the host itself. */
export function fixingStep(problem: Pick<Problem, 'code' | 'where'>): StepId | undefined {
  const { code } = problem
  if (isPreflight(code)) return FIXED_BY[code]
  const step = stepOf(problem)
  return ANSWERED.includes(step) ? step : undefined
}

const ANSWERED: readonly StepId[] = ['organisation', 'machines', 'roles', 'network', 'release']

type PreflightCode = (typeof PREFLIGHT_CODES)[number]

function isPreflight(code: Problem['code']): code is PreflightCode {
  return Object.hasOwn(FIXED_BY, code)
}

const FIXED_BY: Readonly<Record<PreflightCode, StepId | undefined>> = {
  'preflight.system-unsupported': 'machines',
  'preflight.machine-unsupported': 'machines',
  'preflight.systemd-missing': 'machines',
  'preflight.role-moved': 'roles',
  'preflight.few-cores': 'roles',
  'preflight.little-memory': 'roles',
  'preflight.small-disk': 'roles',
  'preflight.disk-full': undefined,
  'preflight.avx-missing': 'roles',
  'preflight.variant-not-carried': 'roles',
  'preflight.no-packages-carried': 'roles',
  'preflight.clock-ahead': undefined,
  'preflight.clock-behind': undefined,
  'preflight.clock-not-here': undefined,
  'preflight.clock-unsynchronised': undefined,
  'preflight.same-machine': 'machines',
  'preflight.same-machine-id': undefined,
  'preflight.same-hostname': undefined,
  'preflight.address-missing': 'machines',
  'preflight.address-not-first': 'machines',
  'preflight.external-loopback': 'network',
  'preflight.other-organisation': 'machines',
  'preflight.directory-foreign': undefined,
  'preflight.unit-foreign': undefined,
  'preflight.unit-surplus': undefined,
  'preflight.port-taken': 'network',
  'preflight.task-port-taken': 'network',
  'preflight.mysql-in-the-way': 'roles',
  'preflight.mariadb-shared': undefined,
  'preflight.database-kept': undefined,
  'preflight.nginx-site-hidden': undefined,
  'preflight.java-exists': undefined,
  'preflight.port-refused': 'network',
  'preflight.port-filtered': 'network',
  'preflight.host-unreachable': 'network',
  'preflight.data-center-unreachable': 'network',
  'preflight.via-hairpin': 'network',
}
