import type { Say } from '../i18n/say.js'
import { HANDOVERS } from '../roles/index.js'
import type { Topology } from '../topology/topology.js'
import type { Gathered } from './workbench.js'

/** What is left for people to do, in order. */
export function nextSteps(topology: Topology, { facts }: Gathered, say: Say): string[] {
  const left = HANDOVERS.flatMap(({ next }) => next?.({ topology, facts }) ?? [])
  return [
    ...left.map(({ word, values }) => say(word, values)),
    ...(topology.network.bootstrapNodes.length === 0 ? [say('next.first-node')] : []),
    say('next.partners'),
    say('next.keep'),
    say('next.status'),
  ]
}
