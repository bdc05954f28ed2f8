import type { HostFacts } from '../facts/host-facts.js'
import type { Plan } from '../planner/plan.js'

/** Ports that nobody listens on any more after a plan, by host: `tcp 8700`. Firewall rules for them are the operator's to remove. */
export function freedPorts(
  { nodes }: Pick<Plan, 'nodes'>,
  facts: Readonly<Record<string, HostFacts>>,
): Readonly<Record<string, readonly string[]>> {
  const freed: Record<string, string[]> = Object.create(null)
  for (const { host, action } of nodes) {
    if (action.kind !== 'unit' || action.state !== 'removed') continue
    const ports = (facts[host]?.listeners ?? [])
      .filter(({ unit, address }) => unit === action.unit && !address.startsWith('127.'))
      .map(({ protocol, port }) => `${protocol} ${port}`)
    freed[host] = [...new Set([...(freed[host] ?? []), ...ports])]
  }
  return Object.fromEntries(Object.entries(freed).filter(([, ports]) => ports.length > 0))
}
