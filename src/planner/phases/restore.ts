import type { Action } from '../../actions/action.js'
import { ownerOf } from '../../topology/accounts.js'
import { unpackCommand } from '../backup/unpack.js'
import type { PlanInput, Reason } from '../plan.js'
import type { Chain } from './nodes.js'
import type { PlacedService } from './placed-services.js'

/** Name of the step, and of the part behind a blank; simulated hosts know it by that. */
const UNPACK = 'unpack'

/** Puts what a backup has of an instance at its place before it starts; returns the ids of the nodes. */
export function addRestored(nodes: Chain, plan: PlanInput, { input }: PlacedService): readonly string[] {
  const { restoration: wanted } = plan
  if (wanted === undefined) return []
  const { host, name } = input.instance
  const because: Reason = { word: 'reason.restore', values: { at: wanted.at } }
  return wanted.parts
    .filter((part) => part.host === host && part.instance === name)
    .map((part) => {
      const inputs = JSON.stringify({ id: wanted.id, ...part })
      const command = unpackCommand(plan.topology, part, ownerOf(plan.topology, input.instance))
      return nodes.add({ kind: 'run', name: `${UNPACK} ${part.name}`, command, inputs }, because)
    })
}

/** Name of the packed part that an action unpacks; undefined of any other. */
export function unpackedBy(action: Action): string | undefined {
  if (action.kind !== 'run') return undefined
  const [word, name] = action.name.split(' ')
  return word === UNPACK ? name : undefined
}
