import type { Action } from '../../actions/action.js'
import { type Command, lines } from '../../lib/command.js'
import { ownerOf } from '../../topology/accounts.js'
import type { Instance } from '../../topology/topology.js'
import type { SavedPart } from '../backup/kept-part.js'
import { packedFile, unpackCommand } from '../backup/unpack.js'
import type { PlanInput, Reason } from '../plan.js'
import type { Chain } from './nodes.js'
import type { PlacedService } from './placed-services.js'

/** Names of the steps, and of the part behind a blank; simulated hosts know it by that. */
const UNPACK = 'unpack'
const LOAD = 'load'

/** Puts what a backup has of an instance at its place before it starts; returns the ids of the nodes. */
export function addRestored(nodes: Chain, plan: PlanInput, { input }: PlacedService): readonly string[] {
  const owner = ownerOf(plan.topology, input.instance)
  return partsFor(plan, input.instance)
    .filter(({ kind }) => kind !== 'snapshot')
    .map((part) => addPart(nodes, plan, UNPACK, part, unpackCommand(plan.topology, part, owner)))
}

/** What only a service that runs can take back, before others start. */
export function addLoaded(nodes: Chain, plan: PlanInput, { service, input }: PlacedService): void {
  for (const part of partsFor(plan, input.instance)) {
    const { file, check } = packedFile(plan.topology, part)
    const load = part.kind === 'snapshot' ? service.loads?.(input, file) : undefined
    if (load !== undefined) addPart(nodes, plan, LOAD, part, lines(check, load))
  }
}

function partsFor({ restoration }: PlanInput, { host, name }: Instance): readonly SavedPart[] {
  return (restoration?.parts ?? []).filter((part) => part.host === host && part.instance === name)
}

function addPart(
  nodes: Chain,
  { restoration }: PlanInput,
  step: string,
  part: SavedPart,
  command: Command,
): string {
  const because: Reason = { word: 'reason.restore', values: { at: restoration?.at ?? '' } }
  const inputs = JSON.stringify({ id: restoration?.id, ...part })
  return nodes.add({ kind: 'run', name: `${step} ${part.name}`, command, inputs }, because)
}

/** Name of the packed part that an action puts back; undefined of any other. */
export function unpackedBy(action: Action): string | undefined {
  if (action.kind !== 'run') return undefined
  const [word, name] = action.name.split(' ')
  return word === UNPACK || word === LOAD ? name : undefined
}
