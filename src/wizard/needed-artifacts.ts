import type { Artifact, Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'

/** The artifacts that some role of the topology needs; of variants for a processor all, as no host has been asked. */
export function neededArtifacts(
  release: Release,
  topology: Pick<Topology, 'instances'>,
): readonly Artifact[] {
  const roles = new Set(topology.instances.map(({ role }) => role))
  return release.artifacts.filter((artifact) => artifact.roles.some((role) => roles.has(role)))
}
