import { groupBy } from '../../lib/group-by.js'
import { hostPackages } from '../../roles/packages.js'
import { storePath } from '../../topology/host-paths.js'
import type { ReadyArtifact } from '../../topology/release.js'
import type { PlanInput } from '../plan.js'
import { nodeId, type Phase, type WantedNode } from './nodes.js'
import {
  artifactFor,
  carriedPackages,
  type PlacedService,
  packageNames,
  placedServices,
} from './placed-services.js'
import { preparedNodes } from './prepare.js'

/** Every artifact once to every host that needs it; they travel beside the other work of the host. */
export const distribute: Phase = (input) => {
  const services = placedServices(input)
  const packages = [...groupBy(services, (one) => one.input.host.name)].flatMap(([host, here]) =>
    placePackages(input, host, here),
  )
  const artifacts = services.flatMap(({ service, input: asked }) =>
    service
      .artifacts(asked)
      .map((use) => placeNode(input, asked.host.name, artifactFor(input, use.artifact, asked))),
  )
  return [...packages, ...new Map(artifacts.map((node) => [node.id, node])).values()]
}

/** First, since much of the host's work waits for its packages. A host that has them all needs no copy. */
function placePackages(input: PlanInput, host: string, here: readonly PlacedService[]): WantedNode[] {
  const carried = carriedPackages(input, here)
  const installed = input.facts[host]?.software.packages ?? {}
  if (
    carried === undefined ||
    [...hostPackages(input.topology), ...packageNames(here)].every((name) => installed[name] !== undefined)
  )
    return []
  return [{ ...placeNode(input, host, carried), purpose: { word: 'reason.packages-carried' } }]
}

/** Id of the node that brings an artifact to a host. */
export function placedNode(input: PlanInput, host: string, artifact: ReadyArtifact): string {
  return placeNode(input, host, artifact).id
}

function placeNode(input: PlanInput, host: string, artifact: ReadyArtifact): WantedNode {
  const action = {
    kind: 'place-artifact',
    artifact: artifact.id,
    ...(artifact.cpu === undefined ? {} : { cpu: artifact.cpu }),
    path: storePath(input.topology, artifact),
    sha256: artifact.sha256,
    size: artifact.size,
  } as const
  return {
    id: nodeId(host, action, 'host'),
    phase: 'distribute',
    host,
    instance: 'host',
    action,
    after: [preparedNodes(input, host).store],
    purpose: { word: 'reason.new-version' },
  }
}
