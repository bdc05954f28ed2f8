import type { HostFacts } from '../facts/host-facts.js'
import type { ProbeBoard } from './probe/probe-board.js'
import { readyValue, type Work } from './start-work.js'
import type { Gathered } from './workbench.js'

/** What is known of the hosts, by name: what their last probe told, else the last look at all of them. */
export function knownFacts(
  probes: ProbeBoard,
  gathered: Work<Gathered>,
): Readonly<Record<string, HostFacts>> {
  const probed = Object.entries(probes).flatMap(([name, { facts }]) =>
    facts === undefined ? [] : [[name, facts] as const],
  )
  return { ...readyValue(gathered)?.facts, ...Object.fromEntries(probed) }
}
