import type { Problem } from '../errors/problem.js'
import type { Check, CheckInput } from '../roles/check.js'
import { ROOMS } from '../roles/index.js'
import type { RoleWord } from '../roles/words.js'
import { instancesOn } from '../topology/topology.js'
import { accounts } from './checks/accounts.js'
import { addresses } from './checks/addresses.js'
import { answers, questionsOf } from './checks/answers.js'
import { atWork } from './checks/at-work.js'
import { clock } from './checks/clock.js'
import { closed } from './checks/closed.js'
import { cpu } from './checks/cpu.js'
import { directory } from './checks/directory.js'
import { externalAddress } from './checks/external-address.js'
import { fileSystems } from './checks/file-systems.js'
import { identity } from './checks/identity.js'
import { moves } from './checks/moves.js'
import { hostsOf, isConsequence, OLD_INSTALLATION, oldInstallation } from './checks/old-installation.js'
import { otherOrganisation } from './checks/other-organisation.js'
import { otherSecrets } from './checks/other-secrets.js'
import { packages } from './checks/packages.js'
import { ports } from './checks/ports.js'
import { python } from './checks/python.js'
import { reach } from './checks/reach.js'
import { record } from './checks/record.js'
import { size } from './checks/size.js'
import { system } from './checks/system.js'
import { units } from './checks/units.js'

const SHARED = [
  ['system', system],
  ['system', answers],
  ['system', packages],
  ['system', python],
  ['size', size],
  ['cpu', cpu],
  ['clock', clock],
  ['identity', identity],
  ['addresses', addresses],
  ['external-address', externalAddress],
  ['other-organisation', otherOrganisation],
  ['other-organisation', oldInstallation],
  ['other-organisation', otherSecrets],
  ['other-organisation', record],
  ['directory', directory],
  ['directory', fileSystems],
  ['units', units],
  ['units', moves],
  ['accounts', accounts],
  ['ports', ports],
] as const satisfies readonly (readonly [string, Check])[]

/** Every check, in the order of the table; those that only one role has are told by its room. */
const checks: readonly (readonly [CheckId, Check])[] = [
  ...SHARED,
  ...ROOMS.flatMap((room) => Object.entries(room.checks ?? {})),
  ['reach', reach],
  ['reach', atWork],
  ['reach', closed],
]

export type CheckId = string
export const CHECKS: readonly CheckId[] = [...new Set(checks.map(([id]) => id))]

/** What a check is called, as a word. */
export function checkWord(id: CheckId): `check.${SharedId}` | RoleWord {
  const room = ROOMS.find((one) => one.checks?.[id] !== undefined)
  return room === undefined ? `check.${id as SharedId}` : `role/${room.id}/check.${id}`
}

type SharedId = (typeof SHARED)[number][0] | 'reach'

/** Everything that stands against an installation on these hosts, in the order of the checks. */
export function preflight(input: CheckInput): Problem[] {
  return findings(input).flatMap(([, problems]) => problems)
}

function findings(input: CheckInput): (readonly [CheckId, readonly Problem[]])[] {
  const found = checks.map(([id, check]) => [id, check(input)] as const)
  const old = found.flatMap(([, problems]) => problems.filter(({ code }) => OLD_INSTALLATION.includes(code)))
  return found.map(([id, problems]) => [id, problems.filter((one) => !isConsequence(one, old))] as const)
}

/** Result of one check on one host; `unknown` where the host did not answer or nothing was tried. */
export type CheckResult = 'ok' | 'warning' | 'error' | 'unknown'

/** A table: for every host that bears roles the result of every check. */
export function checkSummary(
  input: CheckInput,
): Readonly<Record<string, Readonly<Record<CheckId, CheckResult>>>> {
  const all = findings(input)
  const found = CHECKS.map(
    (id) => [id, all.flatMap(([of, problems]) => (of === id ? problems : []))] as const,
  )
  const hosts = input.topology.hosts.filter(({ name }) => instancesOn(input.topology, name).length > 0)
  return Object.fromEntries(
    hosts.map(({ name }) => {
      const row = found.map(([id, problems]) => [id, resultOn(name, id, problems, input)] as const)
      return [name, Object.fromEntries(row) as Record<CheckId, CheckResult>]
    }),
  )
}

function resultOn(host: string, id: CheckId, problems: readonly Problem[], input: CheckInput): CheckResult {
  const here = problems.filter((one) => one.where.host === host || hostsOf(one).includes(host))
  if (here.some(({ severity }) => severity === 'error')) return 'error'
  if (here.some(({ severity }) => severity === 'warning')) return 'warning'
  if (here.some(({ code }) => code === 'preflight.packages-untried')) return 'unknown'
  const facts = input.facts[host]
  if (facts === undefined || questionsOf(id).some((one) => facts.unanswered?.includes(one))) return 'unknown'
  return id === 'reach' && !input.reach.some(({ from, to }) => from === host || to === host)
    ? 'unknown'
    : 'ok'
}
