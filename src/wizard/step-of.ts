import type { Problem } from '../errors/problem.js'
import type { StepId } from './steps.js'

/** The screen on which the operator can answer a problem. */
export function stepOf({ code, where }: Pick<Problem, 'code' | 'where'>): StepId {
  const byCode = BY_CODE.find(([known]) => known === code)?.[1]
  if (byCode !== undefined) return byCode
  const [domain = ''] = code.split('.')
  if (domain !== 'topology') return BY_DOMAIN[domain] ?? 'review'
  return BY_PATH.find(([path]) => path.test(where.path ?? ''))?.[1] ?? 'review'
}

/** Told where the role is, answered elsewhere. */
const BY_CODE: readonly (readonly [Problem['code'], StepId])[] = [
  ['topology.idle-host', 'roles'],
  ['topology.missing-external-address', 'network'],
  ['topology.port-clash', 'network'],
  ['topology.automatic-port', 'network'],
  ['topology.no-free-port', 'network'],
  ['roles.external-address-private', 'network'],
]

const BY_DOMAIN: Readonly<Record<string, StepId>> = {
  rehearsal: 'welcome',
  hosts: 'machines',
  connection: 'machines',
  roles: 'roles',
  preflight: 'preflight',
  artifact: 'release',
  apt: 'release',
  bundle: 'release',
  run: 'install',
  maintain: 'install',
  state: 'organisation',
  record: 'preflight',
  backup: 'organisation',
  upgrade: 'release',
  command: 'organisation',
  hook: 'organisation',
  upkeep: 'preflight',
  readdress: 'machines',
  firewall: 'install',
  kit: 'machines',
  import: 'machines',
  adopt: 'machines',
}

/** The first that fits. A fighter's port and an external address stand with the role, but are asked with the ports. */
const BY_PATH: readonly (readonly [RegExp, StepId])[] = [
  [/^hosts\b/, 'machines'],
  [/^roles\.(carrier|via)\.externalAddress$/, 'network'],
  [/^roles\.(data|compute)(\[\d+\])?\.(port|taskPorts)$/, 'network'],
  [/^roles\b/, 'roles'],
  [/^(ports|network|access)\b/, 'network'],
  [/^(release|artifacts|sizes)\b/, 'release'],
  [
    /^(organisation|installDirectory|serviceUser|operators|hooks|metrics|firewall|consul|backup)\b/,
    'organisation',
  ],
]

/** The screen whose answers make a problem go away; undefined for what is to be done on the host itself. */
export function fixingStep(problem: Pick<Problem, 'code' | 'where'> | undefined): StepId | undefined {
  if (problem === undefined) return undefined
  const step = stepOf(problem)
  if (step === 'preflight') return FIXED_BY.find(([codes]) => codes.test(problem.code))?.[1]
  return ANSWERED.includes(step) ? step : undefined
}

const ANSWERED: readonly StepId[] = ['organisation', 'machines', 'roles', 'network', 'release']

/** What other machines, other places of roles, other addresses and ports would change about a host. */
const FIXED_BY: readonly (readonly [RegExp, StepId])[] = [
  [/\.(system-unsupported|machine-unsupported|systemd-missing)$/, 'machines'],
  [
    /\.(same-machine|address-missing|address-not-first|other-organisation|host-of-others|other-data)$/,
    'machines',
  ],
  [
    /\.(role-moves|role-moved|move-unclear|move-database|move-host-away|move-no-room|few-cores|little-memory|small-disk|avx-missing|mysql-in-the-way)$/,
    'roles',
  ],
  [/\.(variant-not-carried|no-packages-carried)$/, 'roles'],
  [/\.(external-loopback|via-hairpin|port-taken|task-port-taken)$/, 'network'],
  [
    /\.(port-refused|port-filtered|host-unreachable|data-center-unreachable|database-unreachable)$/,
    'network',
  ],
]
