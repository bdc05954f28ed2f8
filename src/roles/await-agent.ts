import { type Command, lines, sh } from '../lib/command.js'
import { httpFunction } from '../lib/host-functions.js'
import type { Topology } from '../topology/topology.js'
import { consulAgent } from './consul/settings.js'

/**
 * Bash of a service's own account that waits until Consul answers it, for so long at most: without a leader it knows no token. Leaves
 * what is registered in `answer`, empty without one.
 */
export function awaitAgent(topology: Topology, seconds: number): Command {
  const { address, port } = consulAgent(topology)
  return lines(
    httpFunction,
    // Absent where Consul asks for none.
    sh`consul_token=\${CONSUL_HTTP_TOKEN-}
deadline=$((SECONDS + ${seconds}))
until http GET ${address} ${port} /v1/agent/services; do
  answer=''
  [ "$SECONDS" -lt "$deadline" ] || break
  sleep 0.5
done
[ -n "$answer" ] || echo ${`Consul at ${address}:${port} gives no list of services`} "(HTTP $status)"`,
  )
}
