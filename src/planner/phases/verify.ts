import { instancePaths } from '../../services/host-paths.js'
import { isByHand } from '../../topology/by-hand.js'
import type { Phase } from '../phase.js'
import { chain } from './nodes.js'
import { askServices } from './service-inputs.js'
import { readyNode } from './start.js'

const AGAIN = 'all services are asked once more when everything runs'

/**
 * After any change, every instance is asked once more, now that all of them run together. One that is set up by hand is
 * asked when that is done.
 */
export const verify: Phase = (input) =>
  askServices(input).flatMap(({ service, input: asked }) => {
    const { host, instance } = asked
    const together = input.topology.instances.filter((one) =>
      isByHand(input.topology, host.name) ? one.host === host.name : !isByHand(input.topology, one.host),
    )
    const nodes = chain('verify', host.name, instance.name, together.map(readyNode))
    nodes.add(
      {
        kind: 'wait',
        health: service.health(asked),
        unit: instancePaths(input.topology, input.release, instance).unit,
        timeoutSeconds: service.readyTimeoutSeconds,
      },
      AGAIN,
      { follows: [{ ids: '*', because: AGAIN }], suffix: ' again' },
    )
    return nodes.nodes
  })
