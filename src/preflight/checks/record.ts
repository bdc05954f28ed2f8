import { type Problem, problem } from '../../errors/problem.js'
import type { RecordHead } from '../../facts/record.js'
import { judgeRecords, type RecordVerdict } from '../../record/judge-records.js'
import { type Check, type CheckInput, lookedAt } from '../../roles/check.js'
import { keptFor, owners } from '../../roles/claims.js'

/** Nobody reverts what somebody else has applied meanwhile. */
export const record: Check = (input) => {
  const verdict = recordVerdict(input)
  return verdict?.kind === 'refused' ? [refusal(verdict)] : hostsThatDeny(input)
}

/** Why nothing may be changed. */
export function refusal({ code, host, newest, known }: Extract<RecordVerdict, { kind: 'refused' }>): Problem {
  const { organisation, generation, user, machine, at, program } = newest
  return problem(code, { from: host, organisation, generation, known, user, machine, at, program }, { host })
}

/** What is to be kept by what hosts keep now; undefined where that does not count. */
export function recordVerdict({
  ownRecord: own,
  ...input
}: Pick<CheckInput, 'ownRecord' | 'topology' | 'facts'>): RecordVerdict | undefined {
  if (own === undefined) return undefined
  return judgeRecords(own, recordsThatCount({ id: own.applied?.id, ...input }))
}

/** Of each host that has one the newest record; not of what was only begun there. `id`: of the organisation, where that is known. */
export function recordsThatCount({
  id,
  topology: { installDirectory },
  facts: all,
}: Pick<CheckInput, 'topology' | 'facts'> & { readonly id: string | undefined }): Readonly<
  Record<string, RecordHead>
> {
  const seen = Object.entries(all).flatMap(([host, facts]) => {
    const { record: head } = facts
    if (head === undefined) return []
    const isClaim =
      head.id === id ||
      owners(facts, installDirectory).has(head.organisation) ||
      keptFor(facts, installDirectory) !== undefined
    return isClaim ? [[host, head] as const] : []
  })
  return Object.fromEntries(seen)
}

/** Set up anew, or another machine at that address. */
function hostsThatDeny(input: CheckInput): Problem[] {
  const { organisation } = input.topology
  const members = new Set(input.ownRecord?.members.map(({ host }) => host))
  const isOfOurs = (of: { readonly organisation: string } | undefined) => of?.organisation === organisation
  return lookedAt(input).flatMap(({ host: { name: host, byHand }, facts }) =>
    byHand === true || !members.has(host) || isOfOurs(facts.record) || facts.receipts.some(isOfOurs)
      ? []
      : [problem('record.host-denies', { host, organisation }, { host }, 'warning')],
  )
}
