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
  state: 'organisation',
  command: 'organisation',
  kit: 'machines',
}

/** The first that fits. A fighter's port and an external address stand with the role, but are asked with the ports. */
const BY_PATH: readonly (readonly [RegExp, StepId])[] = [
  [/^hosts\b/, 'machines'],
  [/^roles\.(carrier|via)\.externalAddress$/, 'network'],
  [/^roles\.(data|compute)(\[\d+\])?\.(port|taskPorts)$/, 'network'],
  [/^roles\b/, 'roles'],
  [/^(ports|network)\b/, 'network'],
  [/^(release|artifacts)\b/, 'release'],
  [/^(organisation|installDirectory|serviceUser)$/, 'organisation'],
]
