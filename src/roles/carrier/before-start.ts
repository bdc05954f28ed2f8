import { lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import type { Topology } from '../../topology/topology.js'
import { awaitAgent } from '../await-agent.js'
import { consulAgent } from '../consul/settings.js'

/** Well below the 90 seconds that systemd gives a start. */
const AGENT_SECONDS = 30

/**
 * Script before every start of the carrier. The carrier refuses to start while the agent lists any carrier, also
 * its own entry from before a crash, and each attempt can keep that entry alive. Never fails: with Consul away the
 * carrier itself ends with a clear message, and systemd tries again.
 */
export function beforeStart(topology: Topology): Text {
  const { address, port } = consulAgent(topology)
  return lines(
    sh`#!/bin/bash`,
    awaitAgent(topology, AGENT_SECONDS),
    sh`printf %s "$answer" | grep -oE '"ID": *"carrierService_[A-Za-z0-9_.-]+"' | cut -d '"' -f 4 | while read -r id; do
  echo "taking $id off Consul: it is from before this start"
  http PUT ${address} ${port} "/v1/agent/service/deregister/$id"
done
exit 0
`,
  ).script
}
