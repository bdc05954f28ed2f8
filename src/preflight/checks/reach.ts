import type { Code } from '../../errors/codes/index.js'
import { type Problem, problem } from '../../errors/problem.js'
import type { Check, CheckInput, Reach } from '../../roles/check.js'
import { hostNamed } from '../../topology/topology.js'
import { hostsBehind, OUTSIDE } from '../reach.js'

/** Connections that were tried and did not come about. */
export const reach: Check = (input) =>
  input.reach.filter(({ result }) => result !== 'open').map((tried) => notReached(input, tried))

function notReached({ topology, facts }: CheckInput, tried: Reach): Problem {
  const { from, to, address, port, purpose, result } = tried
  const addressOf = (host: string) => hostNamed(topology, host)?.address ?? host
  const fromAddress = addressOf(from)
  const [via = ''] = to === OUTSIDE ? hostsBehind(topology, tried) : []
  const blocking = facts[to]?.software.firewalls ?? []
  const [firewall] = blocking
  if (firewall !== undefined) {
    const rule = ruleFor(firewall, addressOf(from), port)
    const details = { from, to, address, port, purpose, result, firewall: blocking.join(', '), rule }
    return problem('preflight.pair-blocked', details, { host: from })
  }
  return problem(
    codeOf(tried),
    { from, fromAddress, to, address, port, purpose, result, via, viaAddress: addressOf(via) },
    { host: from },
  )
}

/** As root. What ufw keeps in iptables is also a chain of nft's: it comes first. */
function ruleFor(firewall: string, from: string, port: number): string {
  if (firewall === 'ufw') return `ufw allow proto tcp from ${from} to any port ${port}`
  if (firewall !== 'firewalld')
    return `nft insert rule ${firewall.replace(/^nft /, '')} ip saddr ${from} tcp dport ${port} accept`
  const rule = `rule family=ipv4 source address=${from} port port=${port} protocol=tcp accept`
  return `firewall-cmd --permanent --add-rich-rule "${rule}" && firewall-cmd --reload`
}

function codeOf({ to, result }: Reach): Code {
  if (to === 'data-center') return 'preflight.data-center-unreachable'
  if (to === 'database') return 'preflight.database-unreachable'
  if (to === OUTSIDE) return 'preflight.via-hairpin'
  if (result === 'refused') return 'preflight.port-refused'
  return result === 'filtered' ? 'preflight.port-filtered' : 'preflight.host-unreachable'
}
