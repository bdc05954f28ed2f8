import { InstallerError } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import type { Language, Say } from '../../src/i18n/say.js'
import type { Meaning } from '../../src/ui/colour.js'
import { printable } from '../../src/ui/text.js'
import { type FolderAnswer, isRefused, type NameVerdict } from '../../src/wizard/organisation-answers.js'

export interface AnswerText {
  readonly text: string
  readonly meaning: Meaning
}

/** What stands below the name while it is typed. */
export function nameText(verdict: NameVerdict, isTried: boolean, say: Say): AnswerText {
  switch (verdict.is) {
    case 'right':
      return { text: say('organisation.name.rule'), meaning: 'muted' }
    case 'missing':
      return isTried
        ? { text: say('organisation.name.missing'), meaning: 'failed' }
        : { text: say('organisation.name.rule'), meaning: 'muted' }
    case 'taken':
      return { text: say('organisation.name.taken'), meaning: 'failed' }
    case 'wrong': {
      const { suggestion: name } = verdict
      const text =
        name === undefined ? say('organisation.name.wrong') : say('organisation.name.try', { name })
      return { text, meaning: 'failed' }
    }
  }
}

/** What stands below the folder: what is there, and whether the organisation can be written there. */
export function folderText(
  { typed, found }: FolderAnswer,
  name: string,
  { say, language, isRehearsal }: { say: Say; language: Language; isRehearsal: boolean },
): AnswerText {
  if (typed.trim() === '') return { text: '', meaning: 'muted' }
  if (found === undefined) return { text: say('organisation.folder.looking'), meaning: 'muted' }
  if (found.problem !== undefined) {
    return { text: printable(explain(found.problem, language).what), meaning: 'failed' }
  }
  if (isRefused(found, name)) {
    const { organisation } = found
    return organisation === undefined
      ? { text: say('organisation.folder.unnamed'), meaning: 'warning' }
      : {
          text: say('organisation.folder.organisation', { name: printable(organisation) }),
          meaning: 'warning',
        }
  }
  if (isRehearsal) return { text: say('organisation.folder.rehearsal'), meaning: 'muted' }
  if (found.holds === 'organisation') return { text: say('organisation.folder.own'), meaning: 'muted' }
  return { text: say(`organisation.folder.${found.holds}`), meaning: 'muted' }
}

/** What was thrown on the way, as one line; bugs are thrown on. */
export function failureText(error: unknown, language: Language): string {
  const [first] = error instanceof InstallerError ? error.problems : []
  if (first === undefined) throw error
  return printable(explain(first, language).what)
}
