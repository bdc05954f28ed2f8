import { type Finding, formatPath } from '../../topology/document.js'
import type { Login } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** Two hosts can't share an address, and two names can't lead to the same SSH server. */
export const addressRules: Rule = ({ topology, pathOf }) =>
  topology.hosts.flatMap((host, i): Finding[] => {
    const before = topology.hosts.slice(0, i)
    const twin = before.find((other) => other.address === host.address)
    if (twin !== undefined) {
      const details = { host: host.name, other: twin.name, address: host.address }
      return [
        { code: 'topology.duplicate-address', path: [...pathOf(host), 'address'], details, host: host.name },
      ]
    }
    const same = before.find((other) => !other.local && !host.local && key(other.ssh) === key(host.ssh))
    if (same === undefined) return []
    const details = { host: host.name, other: same.name, path: formatPath([...pathOf(host), 'ssh']) }
    return [{ code: 'topology.duplicate-login', path: [...pathOf(host), 'ssh'], details, host: host.name }]
  })

function key({ address, port, jump }: Login): string {
  return `${address}:${port}${jump === undefined ? '' : ` through ${key(jump)}`}`
}
