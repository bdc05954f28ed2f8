import { type Problem, problem } from '../../errors/problem.js'
import { judgeRecords, type RecordVerdict } from '../../record/judge-records.js'
import { type Check, type CheckInput, lookedAt } from '../../roles/check.js'

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
  facts,
}: Pick<CheckInput, 'ownRecord' | 'facts'>): RecordVerdict | undefined {
  if (own === undefined) return undefined
  const seen = Object.entries(facts).flatMap(([host, { record: head }]) =>
    head === undefined ? [] : [[host, head] as const],
  )
  return judgeRecords(own, Object.fromEntries(seen))
}

/** Set up anew, or another machine at that address. */
function hostsThatDeny(input: CheckInput): Problem[] {
  const members = new Set(input.ownRecord?.members)
  return lookedAt(input).flatMap(({ host: { name: host, byHand }, facts }) =>
    byHand === true || !members.has(host) || facts.record !== undefined || facts.receipts.length > 0
      ? []
      : [
          problem(
            'record.host-denies',
            { host, organisation: input.topology.organisation },
            { host },
            'warning',
          ),
        ],
  )
}
