import { serviceOf } from '../roles/index.js'
import { hostPackages } from '../roles/packages.js'
import type { Service, ServiceInput } from '../roles/service.js'
import { artifactKey, type Release } from '../topology/release.js'
import { hostOf, type Role, type Topology } from '../topology/topology.js'
import { artifactPiece, type Manifest } from './manifest.js'

type Cpu = Manifest['cpus'][number]

/** Something without which a topology can't be installed from a bundle. */
export type WantedPiece =
  | {
      readonly kind: 'artifact'
      /** Of the piece. */
      readonly id: string
      /** As services name it, e.g. `rosetta`. */
      readonly artifact: string
      readonly cpu?: Cpu
      /** Roles that ask for it. */
      readonly for: readonly Role[]
    }
  | {
      /** All OS packages of one system count as one. */
      readonly kind: 'packages'
      /** `packages/debian-12`. */
      readonly id: string
      readonly system: string
      /** Names that services ask for there; what these depend on is the archive's matter. */
      readonly names: readonly string[]
      readonly for: readonly Role[]
    }
  /** What the control machine runs: Node.js, and this program. */
  | { readonly kind: 'runtime' | 'installer'; readonly id: string }

export interface WantedPiecesInput {
  readonly topology: Topology
  readonly release: Release
  /** Systems that hosts may have: `debian-12`, `ubuntu-22.04`. */
  readonly systems: readonly string[]
  readonly cpus: readonly Cpu[]
}

/** Everything that a bundle must hold for this topology. Of what was asked of no host yet, all that may turn out. */
export function wantedPieces({ topology, release, systems, cpus }: WantedPiecesInput): WantedPiece[] {
  const askFor = (distribution: string): Asked[] =>
    topology.instances.map((instance) => {
      const host = hostOf(topology, instance)
      const input: ServiceInput = { topology, release, host, instance, distribution, avx2: true }
      return { role: instance.role, service: serviceOf(instance), input }
    })
  return [
    // Artifacts are the same for every system.
    ...artifacts(release, cpus, askFor(systems[0] ?? '')),
    ...systems.flatMap((system) => packages(system, askFor(system), hostPackages(topology))),
    { kind: 'runtime', id: 'runtime' },
    { kind: 'installer', id: 'installer' },
  ]
}

interface Asked {
  readonly role: Role
  readonly service: Service
  readonly input: ServiceInput
}

function artifacts(release: Release, cpus: readonly Cpu[], asked: readonly Asked[]): WantedPiece[] {
  return release.artifacts.flatMap((artifact) => {
    const users = asked.filter(({ service, input }) =>
      service.artifacts(input).some((use) => use.artifact === artifact.id),
    )
    const { id, cpu } = artifact
    if (users.length === 0 || (cpu !== undefined && !cpus.includes(cpu))) return []
    const piece = { kind: 'artifact', id: artifactPiece(artifactKey(artifact)), artifact: id } as const
    return [{ ...piece, ...(cpu && { cpu }), for: rolesOf(users) }]
  })
}

function packages(system: string, asked: readonly Asked[], common: readonly string[]): WantedPiece[] {
  const users = asked.filter(({ service, input }) => common.length + service.packages(input).length > 0)
  if (users.length === 0) return []
  const names = [
    ...new Set([...common, ...users.flatMap(({ service, input }) => service.packages(input))]),
  ].sort()
  return [{ kind: 'packages', id: `packages/${system}`, system, names, for: rolesOf(users) }]
}

function rolesOf(asked: readonly Asked[]): Role[] {
  return [...new Set(asked.map(({ role }) => role))]
}
