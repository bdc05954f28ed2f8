import type { Problem } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { type Language, type Say, sayIn } from '../../i18n/say.js'
import type { OrganisationRecord } from '../../record/record.js'
import { printable } from '../../ui/text.js'
import type { OtherHost } from './ask-others.js'
import type { Recovered } from './recover-organisation.js'

/** Which generation it is, and who has applied it. */
export function foundText({ head }: OrganisationRecord, say: Say): string {
  const { generation, organisation, user, machine, at, program } = head
  return say('recover.found', { generation, organisation, user, machine, at, program })
}

/** What a host keeps, after its name. */
export function otherText(other: OtherHost, say: Say, language: Language): string {
  if (other.standing === 'unknown')
    return say('recover.at.unknown', { why: printable(explain(other.problem, language).what) })
  const { generation = 0, organisation = '' } = other.head ?? {}
  return say(`recover.at.${other.standing}`, { generation, organisation })
}

/** All of it, a sentence each. */
export function recoveredLines(
  { record, others }: Pick<Recovered, 'record' | 'others'>,
  language: Language,
): string[] {
  const say = sayIn(language)
  return [
    foundText(record, say),
    ...others.map((other) => `${other.host}: ${otherText(other, say, language)}`),
  ]
}

/** Those that somebody has to look at, as cards: another key than the record has is no host that is merely away. */
export function strangers(others: readonly OtherHost[]): Problem[] {
  return others.flatMap((other) =>
    other.standing === 'unknown' && other.problem.code.startsWith('connection.host-key-')
      ? [{ ...other.problem, severity: 'warning' }]
      : [],
  )
}
