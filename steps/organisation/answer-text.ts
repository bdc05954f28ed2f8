import { explain } from '../../src/i18n/explain.js'
import type { Say } from '../../src/i18n/say.js'
import type { Meaning } from '../../src/ui/colour.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { printable } from '../../src/ui/text.js'
import { type FolderAnswer, isRefused, type NameVerdict } from '../../src/wizard/organisation-answers.js'

interface AnswerText {
  readonly text: string
  readonly meaning: Meaning
}

/** What stands below the name while it is typed. */
export function nameText(verdict: NameVerdict, isTried: boolean, say: Say): AnswerText {
  if (verdict.is === 'right' || (verdict.is === 'missing' && !isTried))
    return { text: say('organisation.name.rule'), meaning: 'muted' }
  if (verdict.is !== 'wrong') return { text: say(`organisation.name.${verdict.is}`), meaning: 'failed' }
  const { suggestion: name } = verdict
  const text = name === undefined ? say('organisation.name.wrong') : say('organisation.name.try', { name })
  return { text, meaning: 'failed' }
}

/** What stands below the folder: what is there, and whether the organisation can be written there. */
export function folderText(
  { typed, found }: FolderAnswer,
  name: string,
  isRehearsal: boolean,
  { say, language }: Look,
): AnswerText {
  if (typed.trim() === '') return { text: '', meaning: 'muted' }
  if (found === undefined) return { text: say('organisation.folder.looking'), meaning: 'muted' }
  if (found.problem !== undefined)
    return { text: printable(explain(found.problem, language).what), meaning: 'failed' }
  if (isRefused(found, name)) {
    const values = { name: printable(found.organisation ?? '') }
    const word = found.organisation === undefined ? 'unnamed' : 'organisation'
    return { text: say(`organisation.folder.${word}`, values), meaning: 'warning' }
  }
  if (isRehearsal) return { text: say('organisation.folder.rehearsal'), meaning: 'muted' }
  if (found.holds === 'organisation') return { text: say('organisation.folder.own'), meaning: 'muted' }
  return { text: say(`organisation.folder.${found.holds}`), meaning: 'muted' }
}
