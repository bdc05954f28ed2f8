import type { Code } from '../../errors/codes/index.js'
import { type Problem, problem } from '../../errors/problem.js'
import type { Check, CheckInput, Reach } from '../../roles/check.js'
import { hostNamed } from '../../topology/topology.js'
import { hostsBehind, OUTSIDE } from '../reach.js'

/** Connections that were tried and did not come about. */
export const reach: Check = (input) =>
  input.reach.filter(({ result }) => result !== 'open').map((tried) => notReached(input, tried))

function notReached({ topology }: CheckInput, tried: Reach): Problem {
  const { from, to, address, port, purpose, result } = tried
  const addressOf = (host: string) => hostNamed(topology, host)?.address ?? host
  const fromAddress = addressOf(from)
  const [via = ''] = to === OUTSIDE ? hostsBehind(topology, tried) : []
  return problem(
    codeOf(tried),
    { from, fromAddress, to, address, port, purpose, result, via, viaAddress: addressOf(via) },
    { host: from },
  )
}

function codeOf({ to, result }: Reach): Code {
  if (to === 'data-center') return 'preflight.data-center-unreachable'
  if (to === 'database') return 'preflight.database-unreachable'
  if (to === OUTSIDE) return 'preflight.via-hairpin'
  if (result === 'refused') return 'preflight.port-refused'
  return result === 'filtered' ? 'preflight.port-filtered' : 'preflight.host-unreachable'
}
