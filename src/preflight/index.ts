import type { Problem } from '../errors/problem.js'
import { instancesOn } from '../topology/topology.js'
import type { Check, CheckInput } from './check.js'
import { addresses } from './checks/addresses.js'
import { clock } from './checks/clock.js'
import { cpu } from './checks/cpu.js'
import { database } from './checks/database.js'
import { directory } from './checks/directory.js'
import { externalAddress } from './checks/external-address.js'
import { identity } from './checks/identity.js'
import { java } from './checks/java.js'
import { nginx } from './checks/nginx.js'
import { otherOrganisation } from './checks/other-organisation.js'
import { ports } from './checks/ports.js'
import { reach } from './checks/reach.js'
import { size } from './checks/size.js'
import { system } from './checks/system.js'
import { units } from './checks/units.js'

/** Every check, in the order of the table. */
const checks = [
  ['system', system],
  ['size', size],
  ['cpu', cpu],
  ['clock', clock],
  ['identity', identity],
  ['addresses', addresses],
  ['external-address', externalAddress],
  ['other-organisation', otherOrganisation],
  ['directory', directory],
  ['units', units],
  ['ports', ports],
  ['database', database],
  ['nginx', nginx],
  ['java', java],
  ['reach', reach],
] as const satisfies readonly (readonly [string, Check])[]
export type CheckId = (typeof checks)[number][0]

export const CHECKS: readonly CheckId[] = checks.map(([id]) => id)

/** Everything that stands against an installation on these hosts, in the order of the checks. */
export function preflight(input: CheckInput): Problem[] {
  return checks.flatMap(([, check]) => check(input))
}

/** Result of one check on one host; `unknown` where the host did not answer or nothing was tried. */
export type CheckResult = 'ok' | 'warning' | 'error' | 'unknown'

/** A table: for every host that bears roles the result of every check. */
export function checkSummary(
  input: CheckInput,
): Readonly<Record<string, Readonly<Record<CheckId, CheckResult>>>> {
  const found = checks.map(([id, check]) => [id, check(input)] as const)
  const hosts = input.topology.hosts.filter(({ name }) => instancesOn(input.topology, name).length > 0)
  return Object.fromEntries(
    hosts.map(({ name }) => {
      const row = found.map(([id, problems]) => [id, resultOn(name, id, problems, input)] as const)
      return [name, Object.fromEntries(row) as Record<CheckId, CheckResult>]
    }),
  )
}

function resultOn(host: string, id: CheckId, problems: readonly Problem[], input: CheckInput): CheckResult {
  const here = problems.filter(({ where }) => where.host === host)
  if (here.some(({ severity }) => severity === 'error')) return 'error'
  if (here.some(({ severity }) => severity === 'warning')) return 'warning'
  if (input.facts[host] === undefined) return 'unknown'
  return id === 'reach' && !input.reach.some(({ from, to }) => from === host || to === host)
    ? 'unknown'
    : 'ok'
}
