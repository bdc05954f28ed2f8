import { explain } from '../../src/i18n/explain.js'
import { printable } from '../../src/ui/printable.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import type { Look } from '../../src/ui/screen/look.js'
import { wrap } from '../../src/ui/wrap.js'
import type { Advice } from '../../src/wizard/advice.js'
import type { Fix } from '../../src/wizard/fix-advice.js'
import { answerField } from '../../src/wizard/network-form/answer-field.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'

/** What is wrong with the answer in a field, what is unwise about it, or else what it is for. */
export function wordsBelow(
  field: NetworkField,
  typed: string | undefined,
  advice: Advice | undefined,
  fix: Fix | undefined,
  { say, language, paint, columns, rows }: Look,
): string[] {
  const width = columns - 2
  const wrong = typed === undefined ? undefined : answerField(field, typed).problem
  const problem = wrong ?? advice?.problem
  if (problem === undefined)
    return wrap(say(`network.about.${field.about}`), width).map((line) => ` ${paint('muted', line)}`)
  const keys =
    fix === undefined || wrong !== undefined
      ? []
      : [` ${paint('strong', '^F')} ${printable(say(fix.word, fix.values))}`]
  const [byHand = ''] = explain(problem, language).fix.split('\n')
  const told = [...problemTitle(problem, { language, paint, width }), ...wrap(printable(byHand), width)]
  return [...told.slice(0, rows - keys.length).map((line) => ` ${line}`), ...keys]
}
