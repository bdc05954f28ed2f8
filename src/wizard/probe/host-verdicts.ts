import type { Problem } from '../../errors/problem.js'
import { addresses } from '../../preflight/checks/addresses.js'
import { clock } from '../../preflight/checks/clock.js'
import { identity } from '../../preflight/checks/identity.js'
import { system } from '../../preflight/checks/system.js'
import type { Check } from '../../roles/check.js'
import { ROLES } from '../../roles/index.js'
import type { Release } from '../../topology/release.js'
import type { DraftFile } from '../draft.js'
import { draftTopology } from '../draft-topology.js'
import { IDLE } from '../start-work.js'
import { knownFacts, type ProbeBoard } from './probe-board.js'

/** What can be said of a machine before it has a role; sizes are judged with the roles. */
const VERDICTS = ['machine', 'system', 'clock'] as const
type VerdictId = (typeof VERDICTS)[number]

const CHECKS: Readonly<Record<VerdictId, readonly Check[]>> = {
  machine: [identity, addresses],
  system: [system],
  clock: [clock],
}

export type Verdicts = Readonly<Record<VerdictId, readonly Problem[]>>

/** By host name, of the hosts that have answered: what the preflight will say of them, whatever their roles. */
export function hostVerdicts(
  file: DraftFile,
  board: ProbeBoard,
  releases: readonly Release[],
): Readonly<Record<string, Verdicts>> {
  const [release] = releases
  if (release === undefined) return {}
  const facts = knownFacts(board, IDLE)
  const roles = { [ROLES[0] ?? '']: file.hosts.map(({ name: host }) => ({ host })) }
  // Checks look at hosts that bear a role: each bears the plainest one here.
  const topology = draftTopology({ ...file, roles }, releases)
  const input = { topology, release, facts, reach: [] }
  const found = VERDICTS.map((id) => [id, CHECKS[id].flatMap((check) => check(input))] as const)
  const of = (name: string) =>
    Object.fromEntries(
      found.map(([id, problems]) => [id, problems.filter(({ where }) => where.host === name)]),
    ) as Record<VerdictId, Problem[]>
  return Object.fromEntries(Object.keys(facts).map((name) => [name, of(name)]))
}
