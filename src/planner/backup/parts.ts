import type { HostFacts } from '../../facts/host-facts.js'
import type { Command } from '../../lib/command.js'
import { serviceOf } from '../../roles/index.js'
import { unitOf } from '../../topology/host-paths.js'
import { allHosts, instancesOf, instancesOn, isByHand, type Topology } from '../../topology/topology.js'
import { hasServer, keptByInstance } from '../kept.js'
import { placedService } from '../phases/placed-services.js'
import type { PlanInput } from '../plan.js'
import type { KeptPart } from './kept-part.js'

/** A part, with what is needed to pack it where it lies. */
export interface PlacedPart extends KeptPart {
  /** Of `snapshot`: bash that writes it to the file `$to`. */
  readonly command?: Command
}

export interface PartsOptions {
  /** Uploads and results too. */
  readonly withData: boolean
}

/** What is packed on each host that was asked: the same order each time. Nothing of hosts that are set up by hand. */
export function partsOf(input: PlanInput, options: PartsOptions): PlacedPart[] {
  const { topology, facts } = input
  return allHosts(topology).flatMap(({ name }) => {
    const here = facts[name]
    return here === undefined || isByHand(topology, name) ? [] : partsOn(input, name, here, options)
  })
}

function partsOn(input: PlanInput, host: string, facts: HostFacts, { withData }: PartsOptions): PlacedPart[] {
  const { topology } = input
  const seen = new Set<string>()
  return keptByInstance(topology, host, facts).flatMap(({ instance, kept }): PlacedPart[] => {
    const own = snapshotOf(input, host, instance, facts)
    const packed = (what: KeptPart['what']): PlacedPart[] => {
      const paths = kept.flatMap((one) => (one.kind === 'path' && one.what === what ? [one.path] : []))
      if (paths.length === 0) return []
      return [{ host, instance, kind: 'paths', what, name: `${instance}-${what}.tar.gz`, paths }]
    }
    const databases = kept.flatMap((one): PlacedPart[] => {
      if (one.kind !== 'database' || seen.has(one.name) || !hasServer(facts)) return []
      seen.add(one.name)
      const { name: database } = one
      return [
        {
          host,
          instance,
          kind: 'database',
          what: 'identity',
          name: `${database}.sql.gz`,
          paths: [],
          database,
        },
      ]
    })
    return [
      ...packed('identity'),
      ...databases,
      ...(own === undefined ? [] : [own]),
      ...(withData && !hasSnapshot(topology, host, instance) ? packed('data') : []),
    ]
  })
}

/** All of a role know the same: the first one that runs is asked. */
function snapshotOf(input: PlanInput, host: string, name: string, facts: HostFacts): PlacedPart | undefined {
  const { topology } = input
  const instance = instancesOn(topology, host).find((one) => one.name === name)
  if (instance === undefined) return undefined
  const isUp = (one: typeof instance) => input.facts[one.host]?.units[unitOf(one.name)]?.active === 'active'
  if (instancesOf(topology, instance.role).find(isUp) !== instance) return undefined
  const { service, input: asked } = placedService(input, instance, facts)
  const command = service.snapshot?.(asked)
  if (command === undefined) return undefined
  return {
    host,
    instance: name,
    kind: 'snapshot',
    what: 'data',
    name: `${name}.snapshot`,
    paths: [],
    command,
  }
}

/** What the service writes of it says more than its files, which change all the time. */
function hasSnapshot(topology: Topology, host: string, name: string): boolean {
  const instance = instancesOn(topology, host).find((one) => one.name === name)
  return instance !== undefined && serviceOf(instance).snapshot !== undefined
}
