import type { RunCommand } from '../../actions/action.js'
import { HAND_OVER, TAKE_OVER } from '../../roles/moves.js'
import { ownerOf } from '../../topology/accounts.js'
import { instancePaths } from '../../topology/host-paths.js'
import { handOver, isEmpty, type Luggage, luggagePath, takeBack, takeOver } from '../hand-over.js'
import type { PhaseId, PlanInput, Reason } from '../plan.js'
import { clearMoves } from './clear-moves.js'
import { type Chain, chain, type WantedNode } from './nodes.js'
import type { PlacedService } from './placed-services.js'

/**
 * What brings an instance the data that another host has of it: packed there once all is made ready here, carried, unpacked.
 * Returns the nodes of the other host, where nothing of it runs any more from the first of them on.
 */
export function addMove(
  nodes: Chain,
  phase: PhaseId,
  plan: PlanInput,
  asked: PlacedService,
): readonly WantedNode[] {
  const { instance } = asked.input
  const { name, host } = instance
  const move = clearMoves(plan).find((one) => one.instance === instance)
  const [from] = move?.from ?? []
  if (move === undefined || from === undefined) return []
  const luggage = luggageOf(asked)
  const owner = ownerOf(plan.topology, instance)
  const file = luggagePath(luggage.home)
  const folder = file.slice(0, file.lastIndexOf('/'))
  const voids = [`run:${name}/${HAND_OVER}`, `directory:${folder}`]
  if (move.isBack) {
    const because: Reason = { word: 'reason.moves-back', values: { instance: name, host } }
    nodes.add(step(TAKE_OVER, takeBack(luggage, owner), luggage, { owner, isBack: true }), because, { voids })
    return []
  }
  const because: Reason = { word: 'reason.moves', values: { instance: name, from, to: host } }
  // Nobody else may look while it arrives.
  if (!isEmpty(luggage))
    nodes.add({ kind: 'directory', path: folder, mode: '0700', owner: 'root:root' }, because)
  const other = chain(
    phase,
    from,
    name,
    nodes.nodes.slice(-1).map(({ id }) => id),
  )
  const isRunning = plan.facts[from]?.units[luggage.unit]?.active === 'active'
  const packed = isEmpty(luggage) ? {} : { path: file }
  const handedOver = other.add({ ...step(HAND_OVER, handOver(luggage), luggage), ...packed }, because, {
    forced: isRunning ? because : undefined,
    voids: [`run:${name}/${TAKE_OVER}`],
  })
  const after = [handedOver]
  if (!isEmpty(luggage)) nodes.add({ kind: 'carry', from, path: file }, because, { after })
  const seen = asked.service.moved?.(asked.input)
  const told = seen === undefined ? because : { ...because, and: seen }
  nodes.add(step(TAKE_OVER, takeOver(luggage, owner), luggage, { owner }), told, { after, voids })
  return other.nodes
}

function step(name: string, command: RunCommand['command'], luggage: Luggage, more: object = {}): RunCommand {
  return { kind: 'run', name, command, inputs: JSON.stringify({ ...luggage, ...more }) }
}

function luggageOf({ service, input }: PlacedService): Luggage {
  const { home, unit } = instancePaths(input)
  const kept = service.keep(input.instance)
  return {
    home,
    unit,
    paths: kept.flatMap((one) => (one.kind === 'path' ? [one.path] : [])),
    databases: kept.flatMap((one) => (one.kind === 'database' ? [one.name] : [])),
  }
}
