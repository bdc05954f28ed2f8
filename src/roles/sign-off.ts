import type { RunCommand } from '../actions/action.js'
import { lines, sh } from '../lib/command.js'
import { hostOf, instancesOf, type Topology } from '../topology/topology.js'
import { CONSUL } from './consul/settings.js'

/**
 * Takes a service off every Consul agent that lists it: one that was killed has not signed off, and one that is gone for good never
 * will. `id`: its id, or how that begins and a `*`. An agent that does not answer drops it by itself once its checks fail.
 * `token`: the file on that host with a token that may do so.
 */
export function signOff(topology: Topology, id: string, token: string): RunCommand {
  const begin = id.endsWith('*') ? id.slice(0, -1) : id
  const agents = instancesOf(topology, CONSUL).map((server) => ({
    address: hostOf(topology, server).address,
    port: server.ports.http,
  }))
  const pattern = begin === id ? sh`${id}` : sh`${begin}*`
  const command = lines(
    sh`sign_off() {
  local left found
  consul ${token} GET "$1" "$2" /v1/agent/services || { echo "Consul at $1:$2 does not answer (HTTP $status)"; return 0; }
  left=$answer found='"ID": *"([A-Za-z0-9_.-]+)"(.*)'
  while [[ $left =~ $found ]]; do
    left=\${BASH_REMATCH[2]}
    case \${BASH_REMATCH[1]} in
    ${pattern}) echo "taking \${BASH_REMATCH[1]} off Consul"; consul ${token} PUT "$1" "$2" "/v1/agent/service/deregister/\${BASH_REMATCH[1]}" || echo "Consul at $1:$2 refuses: $answer";;
    esac
  done
}`,
    ...agents.map(({ address, port }) => sh`sign_off ${address} ${port}`),
  )
  return { kind: 'run', name: 'sign-off', command, inputs: JSON.stringify({ id, agents }) }
}
