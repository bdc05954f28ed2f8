import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import { cut, pad, printable, wrap } from '../../src/ui/text.js'
import type { Advice } from '../../src/wizard/advice.js'
import type { Fix } from '../../src/wizard/fix-advice.js'
import type { Because } from '../../src/wizard/placement-reasons.js'

interface ToldAdvice {
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
export function adviceLines({ all, at, fix, canAnswer, keys }: ToldAdvice, look: Look): string[] {
  const { say, paint, columns, rows } = look
  const advice = all[at]
  const said = advice === undefined ? [paint('done', say('roles.no-advice'))] : sentences(advice, fix, look)
  const answers: Hint[] = [
    ...(fix === undefined ? [] : [['f', say(fix.word, fix.values)] as const]),
    ...(canAnswer && all.length > 1
      ? [['Tab', say('roles.next-advice', { number: at + 1, count: all.length })] as const]
      : []),
  ]
  // No key of its own: Enter goes there anyway.
  const later = fix === undefined && canAnswer && advice?.step === 'network' ? say('roles.answered-next') : ''
  const left = [
    ...(later === '' ? [] : [paint('muted', later)]),
    ...answers.map(([key, does]) => `${paint('strong', key)} ${does}`),
  ].join('   ')
  const taken = stringWidth(left)
  const right = fitting(keys, columns - 2 - (taken === 0 ? 0 : taken + 3))
  const gap = columns - 2 - taken - stringWidth(right)
  const last = `${left}${' '.repeat(Math.max(0, gap))}${paint('muted', right)}`
  const room = rows - 1
  const shown = said.length > room ? [...said.slice(0, room - 1), `${said[room - 1] ?? ''} ...`] : said
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, () => '')
  return [...shown, ...blank, last].map((line) => ` ${line}`)
}

/** As many keys as there is room for, the first of them. */
function fitting(keys: readonly Hint[], room: number): string {
  const texts = keys.map(([key, does]) => `${key} ${does}`)
  const counts = [...texts.keys()].map((i) => texts.length - i)
  const count = counts.find((some) => stringWidth(texts.slice(0, some).join('  ')) <= room) ?? 0
  return texts.slice(0, count).join('  ')
}

function sentences({ problem }: Advice, fix: Fix | undefined, look: Look): string[] {
  const width = look.columns - 2
  const { why, fix: byHand } = explain(problem, look.language)
  const more = [why, ...(fix === undefined ? [byHand.split('\n')[0] ?? ''] : [])]
  return [
    ...problemTitle(problem, { ...look, width }),
    ...more.flatMap((text) => wrap(printable(text), width - ' ...'.length)),
  ]
}

const WIDEST_HOSTS = 24

/** Role, where it is, and why, one below the other. */
export function reasonLines(reasons: readonly Because[], { say, paint, columns }: Look): string[] {
  const roleWidth = Math.max(...reasons.map(({ role }) => role.length), 0)
  const hosts = reasons.map((because) => cut(printable(because.hosts.join(', ')), WIDEST_HOSTS))
  const hostWidth = Math.max(...hosts.map((text) => stringWidth(text)), 0)
  const room = Math.max(20, columns - roleWidth - hostWidth - 6)
  return [
    ` ${paint('strong', say('roles.why-title'))}`,
    '',
    ...reasons.flatMap(({ role, word, values }, i) =>
      wrap(printable(say(word, values)), room).map((clause, row) =>
        row === 0
          ? ` ${paint('strong', pad(role, roleWidth))}  ${pad(hosts[i] ?? '', hostWidth)}  ${clause}`
          : `${' '.repeat(roleWidth + hostWidth + 5)}${clause}`,
      ),
    ),
  ]
}
