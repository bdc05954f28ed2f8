import { fault } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import { oncePer } from '../../lib/once-per.js'
import { callerOf, tokenFile, tokenText } from '../../roles/consul-token.js'
import { isRegistry, serviceOf } from '../../roles/index.js'
import type { Service, ServiceInput, ServiceStep } from '../../roles/service.js'
import { artifactKey, OS_PACKAGES, type ReadyArtifact } from '../../topology/release.js'
import type { Instance } from '../../topology/topology.js'
import { callersOf } from '../callers.js'
import type { PlanInput } from '../plan.js'
import { inputOf } from '../service-input.js'
import { admits, firstStage } from '../stages.js'

/** A service together with the one instance it is asked about. */
export interface PlacedService {
  readonly service: Service
  readonly input: ServiceInput
}

/** The instances that are on reachable hosts, in start order, each with its service and what that needs to know. */
export const placedServices = oncePer((plan: PlanInput): readonly PlacedService[] =>
  plan.topology.instances.flatMap((instance) => {
    const facts = plan.facts[instance.host]
    return facts === undefined ? [] : [placedService(plan, instance, facts)]
  }),
)

/** `stage`: of a change in stages; else the first that this plan brings it to. */
export function placedService(
  plan: PlanInput,
  instance: Instance,
  facts: HostFacts,
  stage: number = firstStage(plan, instance),
): PlacedService {
  const service = serviceOf(instance)
  const isAdmitted = service.rights !== undefined && admits(plan)
  return {
    service,
    input: {
      ...inputOf(plan, instance, facts),
      stage,
      ...(isAdmitted ? { hasToken: true } : {}),
      ...(isRegistry(instance.role) ? { callers: callersOf(plan) } : {}),
    },
  }
}

/** The files that it reads, with the one that has its token. */
export function configOf({ service, input }: PlacedService): ReturnType<Service['config']> {
  const { topology, instance, hasToken } = input
  const path = tokenFile(topology, instance.name)
  const token = { path, content: tokenText(callerOf(instance)), isOfRoot: true } as const
  return [...service.config(input), ...(hasToken === true ? [token] : [])]
}

/** Its steps before the first start. */
export function preparationOf({ service, input }: PlacedService): readonly ServiceStep[] {
  return [...(service.equip?.(input) ?? []), ...(service.prepare?.(input) ?? [])]
}

/** The OS packages that the services of one host ask for, sorted. */
export function packageNames(here: readonly PlacedService[]): readonly string[] {
  return [...new Set(here.flatMap(({ service, input }) => service.packages(input)))].sort()
}

/** The artifact with the packages of a host's system, where hosts have no other source. */
export function carriedPackages(
  plan: PlanInput,
  [first]: readonly PlacedService[],
): ReadyArtifact | undefined {
  return plan.artifacts.find(({ id, system }) => id === OS_PACKAGES && system === first?.input.distribution)
}

/**
 * The artifact with that id for the host's CPU. Commands have made ready every artifact that the release lists; throws
 * `InstallerError` where a release file of one's own lists it for other CPUs only.
 */
export function artifactFor(plan: PlanInput, id: string, { avx2, instance }: ServiceInput): ReadyArtifact {
  const cpu = avx2 ? 'avx2' : 'no-avx2'
  const found = plan.artifacts.find(
    (artifact) => artifact.id === id && (artifact.cpu === undefined || artifact.cpu === cpu),
  )
  if (found === undefined) {
    const known = plan.release.artifacts.map(artifactKey).join(', ')
    const details = { release: plan.release.id, artifact: `${id}/${cpu}`, role: instance.role, known }
    throw fault('artifact.not-in-release', details)
  }
  return found
}
