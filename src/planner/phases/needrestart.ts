import { text } from '../../lib/text.js'
import { NEEDRESTART } from '../../roles/packages.js'
import type { PlanInput } from '../plan.js'
import type { Chain } from './nodes.js'

/**
 * Where needrestart is installed, on Ubuntu by default, it restarts at night whatever runs with a library that was updated: a
 * computation would end. It is told to name our units instead of restarting them, as `status` does.
 *
 * `override_rc` is its word for that; `blacklist_rc` would hide them. Its own configuration reads each file of this folder as
 * perl, and a mistake in one ends it.
 */
export function addRestartRule(
  nodes: Chain,
  { topology: { organisation }, facts }: PlanInput,
  host: string,
): void {
  if (facts[host]?.software.packages[NEEDRESTART] === undefined) return
  nodes.add(
    {
      kind: 'write-file',
      path: `/etc/needrestart/conf.d/metis-${organisation}.conf`,
      mode: '0644',
      owner: 'root:root',
      content: text`${RULE}`,
    },
    { word: 'reason.left-running' },
  )
}

const RULE = `# Written by create-metis-node. A restart would end computations: "create-metis-node status" says when one is due.
$nrconf{override_rc}{qr(^metis-)} = 0;
`
