import { portsOf } from '../../services/index.js'
import { ROLES, type Role } from '../../topology/roles.js'
import type { Topology } from '../../topology/topology.js'

/** One role that calls others; `both`: they call it as well. */
export interface Talk {
  readonly role: Role
  readonly both: boolean
  readonly others: readonly Role[]
}

/** Who calls whom, as the services tell it, Consul left out: with that everybody talks. */
export function talksOf({ instances }: Topology): Talk[] {
  const present = ROLES.filter((role) => role !== 'consul' && instances.some((one) => one.role === role))
  const callers = new Map(
    present.map((role) => {
      const first = instances.find((one) => one.role === role)
      return [role, new Set<string>(first === undefined ? [] : portsOf(first).flatMap(({ from }) => from))]
    }),
  )
  const calls = (caller: Role, called: Role) => callers.get(called)?.has(caller) ?? false
  return present.flatMap((role) => {
    const later = present.slice(present.indexOf(role) + 1)
    const both = later.filter((other) => calls(role, other) && calls(other, role))
    const one = present.filter((other) => other !== role && calls(role, other) && !calls(other, role))
    return [
      { role, both: true, others: both },
      { role, both: false, others: one },
    ].filter(({ others }) => others.length > 0)
  })
}

/** These share the line of the services; all that run besides Consul. */
export function isOnServiceLine(role: Role): boolean {
  return role !== 'consul'
}
