import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { printable } from '../../src/ui/printable.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import type { Look } from '../../src/ui/screen/look.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import { wrap } from '../../src/ui/wrap.js'
import type { Advice } from '../../src/wizard/advice.js'
import type { Fix } from '../../src/wizard/fix-advice.js'

export interface Told {
  readonly all: readonly Advice[]
  /** Which of them. */
  readonly at: number
  readonly fix: Fix | undefined
  /** Nothing is held, so that keys can answer it. */
  readonly canAnswer: boolean
  /** Further keys, at the right end of the last row. */
  readonly keys: readonly Hint[]
}

/** One advice in the rows there are: what, where there is room why, and in the last row the keys that answer it. */
export function adviceLines({ all, at, fix, canAnswer, keys }: Told, look: Look): string[] {
  const { say, paint, columns, rows } = look
  const advice = all[at]
  const said = advice === undefined ? [paint('done', say('roles.no-advice'))] : sentences(advice, fix, look)
  const answers: Hint[] = [
    ...(fix === undefined ? [] : [['f', say(fix.word, fix.values)] as const]),
    ...(fix === undefined && canAnswer && advice?.step === 'network'
      ? [['Enter', say('roles.answered-next')] as const]
      : []),
    ...(canAnswer && all.length > 1
      ? [['Tab', say('roles.next-advice', { number: at + 1, count: all.length })] as const]
      : []),
  ]
  const left = answers.map(([key, does]) => `${paint('strong', key)} ${does}`).join('   ')
  const taken = answers.reduce((sum, [key, does]) => sum + stringWidth(`${key} ${does}`) + 3, 0)
  const right = keys.map(([key, does]) => `${key} ${does}`).join('  ')
  const gap = columns - 2 - taken - stringWidth(right)
  const last = gap < 0 ? left : `${left}${' '.repeat(taken > 0 ? gap + 3 : gap)}${paint('muted', right)}`
  const room = rows - 1
  const shown = said.length > room ? [...said.slice(0, room - 1), `${said[room - 1] ?? ''} ...`] : said
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, () => '')
  return [...shown, ...blank, last].map((line) => ` ${line}`)
}

function sentences({ problem }: Advice, fix: Fix | undefined, { language, paint, columns }: Look): string[] {
  const width = columns - 2
  const { why, fix: byHand } = explain(problem, language)
  const more = [why, ...(fix === undefined ? [byHand.split('\n')[0] ?? ''] : [])]
  return [
    ...problemTitle(problem, { language, paint, width }),
    ...more.flatMap((text) => wrap(printable(text), width - ' ...'.length)),
  ]
}
