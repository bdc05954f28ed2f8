import type { Action } from '../../actions/action.js'
import { inputsOf, resourceOf } from '../../actions/resource.js'
import type { FoundReceipt } from '../../facts/host-facts.js'
import { groupBy } from '../../lib/group-by.js'
import { instancePaths, storePath } from '../../topology/host-paths.js'
import type { PlanInput } from '../plan.js'
import { programAction } from './bring-up.js'
import { chain, type Phase, type WantedNode } from './nodes.js'
import { artifactFor, type PlacedService, placedServices } from './placed-services.js'

/**
 * Program files of releases beyond the wanted one and the one before it, and the artifacts that they came from. The one before is
 * what the link still leads to; once that leads to the wanted one, nobody knows any more, and what is left stays.
 */
export const oldReleases: Phase = (input) => {
  const services = placedServices(input)
  return [...groupBy(services, (one) => one.input.host.name)].flatMap(([host, here]) => {
    const receipts = input.facts[host]?.receipts ?? []
    const found = here.map((one) => ({ one, ...releasesOf(one, input, receipts) }))
    const programs = found.flatMap(({ one, old }) => removal(one, old, receipts))
    const kept = found.flatMap(({ one, former }) => (former === undefined ? [] : [{ one, version: former }]))
    return programs.length === 0
      ? []
      : [
          ...programs,
          ...storeRemoval(input, host, { here, kept, receipts, after: programs.map(({ id }) => id) }),
        ]
  })
}

/** Versions of which the host has receipts: the one in use until now, and those beyond it and the wanted one. */
function releasesOf(
  { input: asked }: PlacedService,
  { release }: PlanInput,
  receipts: readonly FoundReceipt[],
) {
  const { home, current } = instancePaths(asked)
  const folder = `${home}/releases/`
  const versions = new Set(
    receipts.flatMap(({ path = '' }) =>
      path.startsWith(folder) ? [path.slice(folder.length).split('/')[0] ?? ''] : [],
    ),
  )
  const link = receipts.find(({ path }) => path === current)
  const isInUse = (version: string) =>
    link?.inputs === inputsOf({ kind: 'link', path: current, target: `releases/${version}` }, () => '')
  const others = [...versions].filter(
    (version) => /^\d+(\.\d+)*$/.test(version) && version !== release.version,
  )
  const former = others.find(isInUse)
  const old = former === undefined ? [] : others.filter((version) => version !== former)
  return { former, old: old.map((version) => `${folder}${version}`) }
}

function removal(
  { input: { host, instance } }: PlacedService,
  old: readonly string[],
  receipts: readonly FoundReceipt[],
): readonly WantedNode[] {
  if (old.length === 0) return []
  const isBelow = ({ path = '' }: FoundReceipt) =>
    old.some((folder) => path === folder || path.startsWith(`${folder}/`))
  const nodes = chain('retire', host.name, instance.name, [`${host.name} ready:${instance.name} again`])
  const ids = receipts.filter(isBelow).map(({ id }) => id)
  nodes.add({ kind: 'remove', paths: old, receipts: ids }, { word: 'reason.old-release' })
  return nodes.nodes
}

interface Store {
  readonly here: readonly PlacedService[]
  /** What stays beside what is wanted. */
  readonly kept: readonly { readonly one: PlacedService; readonly version: string }[]
  readonly receipts: readonly FoundReceipt[]
  readonly after: readonly string[]
}

/** Artifacts that neither release was made from: of the former one its own receipts tell. */
function storeRemoval(
  input: PlanInput,
  host: string,
  { here, kept, receipts, after }: Store,
): readonly WantedNode[] {
  const store = `${input.topology.installDirectory}/.artifacts/`
  const wanted = new Set(
    here.flatMap(({ service, input: asked }) =>
      service
        .artifacts(asked)
        .map((use) => storePath(input.topology, artifactFor(input, use.artifact, asked))),
    ),
  )
  const made = new Map(receipts.map(({ id, inputs }) => [id, inputs]))
  const isFormer = (sha256: string) =>
    kept.some(({ one: { service, input: asked }, version }) =>
      service.artifacts(asked).some((use) => {
        const folder = `${instancePaths(asked).home}/releases/${version}`
        const action: Action = programAction(use, { folder, from: '', sha256 })
        return made.get(resourceOf(action, '')) === inputsOf(action, () => '')
      }),
    )
  const stale = receipts.filter(
    ({ id, path = '', inputs }) =>
      id.startsWith('artifact:') && path.startsWith(store) && !wanted.has(path) && !isFormer(inputs),
  )
  if (stale.length === 0) return []
  const nodes = chain('retire', host, 'host', after)
  const paths = stale.map(({ path = '' }) => path)
  const ids = stale.map(({ id }) => id)
  nodes.add({ kind: 'remove', paths, receipts: ids }, { word: 'reason.old-release' })
  return nodes.nodes
}
