import type { Problem } from '../../errors/problem.js'
import { instancesOn, type Topology } from '../../topology/topology.js'
import type { Draft, DraftFile, Known } from '../draft.js'
import { draftProblems } from '../draft-topology.js'
import { edited, editFile } from '../edit.js'
import { leaveOutHost, removeRole } from '../edit-roles.js'
import { placementOf } from '../placements.js'
import type { PointedAt } from './at-home.js'

/** A host, or one instance of it, taken out of the answers. */
export interface Removal {
  readonly answers: Draft
  /** Names of the instances that go. */
  readonly instances: readonly string[]
  /** Why an organisation can't be without it. */
  readonly problems: readonly Problem[]
}

/** `instance`: the id of the one that goes, alone. */
export function removalOf(
  draft: Draft,
  topology: Topology,
  { host, instance }: PointedAt,
  { releases }: Pick<Known, 'releases'>,
): Removal {
  const placement = instance === undefined ? undefined : placementOf(draft.file, topology, instance)
  const without = (file: DraftFile) =>
    placement === undefined ? leaveOutHost(file, host) : removeRole(file, placement)
  const answers = edited(draft, editFile(without))
  const before = draftProblems(draft.file, releases).map(({ code }) => code)
  return {
    answers,
    instances:
      placement === undefined ? instancesOn(topology, host).map(({ name }) => name) : [instance ?? ''],
    problems: draftProblems(answers.file, releases).filter(
      ({ severity, code }) => severity === 'error' && !before.includes(code),
    ),
  }
}
