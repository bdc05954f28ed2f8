import type { Draft, DraftFile } from './draft.js'
import { BASED_ON, PARTS, type Part, STEPS, type StepId } from './steps.js'

/** An edit of the answers. */
export type Edit = (draft: Draft) => Draft

/**
 * The draft after an edit. Answers stay; confirmed steps that rest on a part that changed become stale, except the
 * one that is on: it was changed there.
 */
export function edited(before: Draft, edit: Edit): Draft {
  const after = edit(before)
  const changed = PARTS.filter((part) => different(read[part](before), read[part](after)))
  if (changed.length === 0) return after
  const shaken = STEPS.filter(
    (step) =>
      step !== after.at &&
      after.confirmed.includes(step) &&
      BASED_ON[step].some((part) => changed.includes(part)),
  )
  return {
    ...after,
    confirmed: after.confirmed.filter((step) => !shaken.includes(step)),
    stale: STEPS.filter((step) => after.stale.includes(step) || shaken.includes(step)),
  }
}

/** Goes on from a step whose answers the operator has confirmed. */
export function confirmed(draft: Draft, step: StepId, next: StepId): Draft {
  return {
    ...draft,
    at: next,
    confirmed: STEPS.filter((id) => id === step || draft.confirmed.includes(id)),
    stale: draft.stale.filter((id) => id !== step),
  }
}

const read: Readonly<Record<Part, (draft: Draft) => unknown>> = {
  place: ({ place }) => place,
  organisation: ({ file, folder }) => [file.organisation, folder],
  want: ({ want, preset }) => [want, preset],
  hosts: ({ file }) => file.hosts,
  roles: ({ file }) => file.roles,
  network: ({ file }) => [file.ports, file.network],
  release: ({ file }) => [file.release, file.artifacts],
}

function different(one: unknown, other: unknown): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other)
}

/** An edit of what will be written to `org.yaml`. */
export function editFile(change: (file: DraftFile) => DraftFile): Edit {
  return (draft) => ({ ...draft, file: change(draft.file) })
}
