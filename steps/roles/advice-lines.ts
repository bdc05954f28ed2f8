import { explain } from '../../src/i18n/explain.js'
import { printable } from '../../src/ui/printable.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import type { Look } from '../../src/ui/screen/look.js'
import { wrap } from '../../src/ui/wrap.js'
import type { Advice } from '../../src/wizard/advice.js'
import type { Fix } from '../../src/wizard/fix-advice.js'

/** One advice in the rows there are: what, where there is room why, and the keys that answer it. */
export function adviceLines(
  all: readonly Advice[],
  at: number,
  fix: Fix | undefined,
  { say, language, paint, columns, rows }: Look,
): string[] {
  const advice = all[at]
  const width = columns - 2
  if (advice === undefined) return [` ${paint('done', say('roles.no-advice'))}`]
  const keys = [
    ...(fix === undefined ? [] : [`${paint('strong', 'f')} ${say(fix.word, fix.values)}`]),
    ...(all.length > 1
      ? [
          `${paint('strong', 'Tab')} ${paint('muted', say('roles.next-advice', { number: at + 1, count: all.length }))}`,
        ]
      : []),
  ]
  const { why, fix: byHand } = explain(advice.problem, language)
  const texts = [why, ...(fix === undefined ? [byHand.split('\n')[0] ?? ''] : [])]
  const title = problemTitle(advice.problem, { language, paint, width })
  const room = rows - 1
  const more = texts.flatMap((text) => wrap(printable(text), width))
  const said = [...title, ...more]
  const lines = said.length > room ? [...said.slice(0, room)] : said
  return [...lines.map((line) => ` ${line}`), ...(keys.length === 0 ? [] : [` ${keys.join('   ')}`])]
}
