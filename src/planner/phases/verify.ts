import { instancePaths } from '../../services/host-paths.js'
import type { Phase } from '../phase.js'
import { chain } from './nodes.js'
import { askServices } from './service-inputs.js'
import { readyNode } from './start.js'

const AGAIN = 'all services are asked once more when everything runs'

/** After any change, every instance is asked once more, now that all of them run together. */
export const verify: Phase = (input) =>
  askServices(input).flatMap(({ service, input: asked }) => {
    const { host, instance } = asked
    const nodes = chain('verify', host.name, instance.name, input.topology.instances.map(readyNode))
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
