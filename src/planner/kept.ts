import type { HostFacts } from '../facts/host-facts.js'
import { serviceOf } from '../roles/index.js'
import { HAND_OVER } from '../roles/moves.js'
import type { Kept } from '../roles/service.js'
import { removedDirectory } from '../topology/host-paths.js'
import { type Instance, instancesOn, type Topology } from '../topology/topology.js'
import { hasAside, ownedOnHost } from './owned.js'

/** What must survive on one host: absolute paths, and names of managed databases. */
export interface KeptOnHost {
  readonly identity: readonly string[]
  readonly data: readonly string[]
  readonly databases: readonly string[]
}

/** What must survive of one instance, as its service says it: paths are below the instance's directory. */
export interface KeptOfInstance {
  readonly instance: string
  readonly kept: readonly Kept[]
}

/** Of all that is installed on a host, also of instances that org.yaml no longer names. */
export function keptOnHost(topology: Topology, host: string, facts: HostFacts): KeptOnHost {
  const all = keptByInstance(topology, host, facts).flatMap(({ instance, kept }) =>
    kept.map((one) => ({ ...one, home: `${topology.installDirectory}/${instance}` })),
  )
  const aside = hasAside(topology, facts) ? [removedDirectory(topology)] : []
  const paths = (what: 'identity' | 'data') =>
    all.flatMap((one) => (one.kind === 'path' && one.what === what ? [`${one.home}/${one.path}`] : []))
  const databases = all.flatMap((one) => (one.kind === 'database' ? [one.name] : []))
  return {
    identity: paths('identity'),
    data: [...paths('data'), ...aside],
    databases: [...new Set(databases)],
  }
}

export function keptByInstance(topology: Topology, host: string, facts: HostFacts): KeptOfInstance[] {
  const { instances, forgotten, receipts } = ownedOnHost(topology, host, facts)
  const isServerOurs = (name: string) => hasManagedServer(receipts, name)
  // Handed over for a move that has not ended: all that there is of it may be there.
  const movedOf = (name: string) =>
    receipts.some(({ id }) => id === `run:${name}/${HAND_OVER}`)
      ? [{ kind: 'path', what: 'data', path: 'moved' } as const]
      : []
  return [
    ...instancesOn(topology, host)
      .filter(({ name }) => instances.includes(name))
      .map((instance) => ({
        instance: instance.name,
        kept: [...serviceOf(instance).keep(instance), ...movedOf(instance.name)],
      })),
    ...forgotten.map((instance) => ({
      instance: instance.name,
      kept: [
        ...serviceOf(instance)
          .keep(instance)
          .filter((one) => (one.kind === 'path' ? one.what === 'identity' : isServerOurs(instance.name))),
        // All of it: nobody says what may go.
        { kind: 'path', what: 'data', path: 'data' } as const,
        ...movedOf(instance.name),
      ],
    })),
  ]
}

/** Databases in the managed server of an instance that org.yaml no longer names. */
export function databasesOfForgotten(
  instance: Pick<Instance, 'role' | 'name' | 'host'>,
  facts: Pick<HostFacts, 'receipts' | 'software'>,
): string[] {
  if (!hasManagedServer(facts.receipts, instance.name) || !hasServer(facts)) return []
  return serviceOf(instance)
    .keep(instance)
    .flatMap((one) => (one.kind === 'database' ? [one.name] : []))
}

/** A server that was there before is not ours to dump. */
function hasManagedServer(receipts: HostFacts['receipts'], name: string): boolean {
  return receipts.some(({ id, instance }) => id === 'unit:mariadb.service' && instance === name)
}

/** Absolute paths that are kept of an instance which org.yaml no longer names; none of them lies in another one. */
export function keptOfForgotten(
  { installDirectory }: Topology,
  instance: Pick<Instance, 'role' | 'name'>,
): string[] {
  const home = `${installDirectory}/${instance.name}`
  const kept = serviceOf(instance).keep({ name: instance.name, host: '' })
  const paths = kept.flatMap((one) => (one.kind === 'path' ? [`${home}/${one.path}`] : []))
  // A move leaves what it had there in `moved`.
  return outermost([...paths, `${home}/data`, `${home}/moved`])
}

export function outermost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
}

/** Databases of some of the instances that org.yaml has on a host. */
export function databasesOf(topology: Topology, host: string, names: readonly string[]): string[] {
  const kept = instancesOn(topology, host)
    .filter(({ name }) => names.includes(name))
    .flatMap((instance) => serviceOf(instance).keep(instance))
  return kept.flatMap((one) => (one.kind === 'database' ? [one.name] : []))
}

/** Without a server there is nothing to drop: somebody has removed both already. */
export function hasServer({ software }: Pick<HostFacts, 'software'>): boolean {
  return software.mysql !== undefined || software.metisDatabase
}
