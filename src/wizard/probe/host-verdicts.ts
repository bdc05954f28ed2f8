import type { Problem } from '../../errors/problem.js'
import { groupBy } from '../../lib/group-by.js'
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
export type Verdicts = Readonly<Record<'machine' | 'system' | 'clock', readonly Problem[]>>

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
  const told = (...checks: Check[]) =>
    groupBy(
      checks.flatMap((check) => check(input)),
      ({ where }) => where.host,
    )
  const [machine, ofSystem, ofClock] = [told(identity, addresses), told(system), told(clock)]
  return Object.fromEntries(
    Object.keys(facts).map((name) => [
      name,
      { machine: machine.get(name) ?? [], system: ofSystem.get(name) ?? [], clock: ofClock.get(name) ?? [] },
    ]),
  )
}
