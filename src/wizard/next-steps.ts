import type { Say } from '../i18n/say.js'
import { consoleAddress } from '../roles/admin/console-address.js'
import { ADMIN } from '../roles/admin/settings.js'
import { CARRIER } from '../roles/carrier/settings.js'
import { instancesOf, type Topology } from '../topology/topology.js'
import type { Look } from './workbench.js'

/** What is left for people to do, in order. */
export function nextSteps(topology: Topology, { facts }: Look, say: Say): string[] {
  const [admin] = instancesOf(topology, ADMIN)
  const [carrier] = instancesOf(topology, CARRIER)
  const told =
    carrier !== undefined && Object.hasOwn(facts, carrier.host) ? facts[carrier.host]?.carrier : undefined
  const hasJoined = told !== undefined && told.identity !== ''
  const hasFighters = topology.instances.some(({ role }) => role === 'data' || role === 'compute')
  const step = (is: boolean, text: string) => (is ? [text] : [])
  return [
    ...(admin === undefined || hasJoined
      ? []
      : [
          say('next.sign-in', { address: consoleAddress(topology, admin) }),
          say('next.join', { organisation: topology.organisation }),
        ]),
    ...step(hasFighters && !hasJoined, say('next.fighters')),
    ...step(topology.network.bootstrapNodes.length === 0, say('next.first-node')),
    say('next.partners'),
    say('next.keep'),
    say('next.status'),
  ]
}
