import { type Finding, formatPath } from '../../topology/document.js'
import type { Host, Login } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** Two hosts can't share an address, and two names can't lead to the same SSH server. */
export const addressRules: Rule = ({ topology, pathOf }) => {
  const byAddress = new Map<string, Host>()
  const byLogin = new Map<string, Host>()
  return topology.hosts.flatMap((host): Finding[] => {
    const twin = firstOf(byAddress, host.address, host)
    const same = host.local ? undefined : firstOf(byLogin, key(host.ssh), host)
    if (twin !== undefined) {
      const details = { host: host.name, other: twin.name, address: host.address }
      return [
        { code: 'topology.duplicate-address', path: [...pathOf(host), 'address'], details, host: host.name },
      ]
    }
    if (same === undefined) return []
    const details = { host: host.name, other: same.name, path: formatPath([...pathOf(host), 'ssh']) }
    return [{ code: 'topology.duplicate-login', path: [...pathOf(host), 'ssh'], details, host: host.name }]
  })
}

/** The host that was noted there before, if any; else this one is. */
function firstOf(noted: Map<string, Host>, at: string, host: Host): Host | undefined {
  const before = noted.get(at)
  if (before === undefined) noted.set(at, host)
  return before
}

function key({ address, port, jump }: Login): string {
  return `${address}:${port}${jump === undefined ? '' : ` through ${key(jump)}`}`
}
