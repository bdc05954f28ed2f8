import type { Say } from '../../i18n/say.js'
import type { Charset } from '../charset.js'
import { type Mark, type Span, signOf, widthOf } from './span.js'

/** `● 9 done  ◐ 2 running`, or without words where these do not fit; undefined marks are not counted. */
export function countText(
  marks: readonly (Mark | undefined)[],
  { say, charset, width }: { readonly say: Say; readonly charset: Charset; readonly width: number },
): Span[] {
  const counts = MARKS_AS_TOLD.map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }))
  const told = (gap: string, text: (mark: Mark, count: number) => string) =>
    counts
      .filter(({ count }) => count > 0)
      .flatMap(({ mark, count }, i): Span[] => [
        ...(i === 0 ? [] : [{ text: gap }]),
        signOf(mark, charset),
        { text: text(mark, count) },
      ])
  const long = told('  ', (mark, count) => `${count} ${say(`picture.mark.${mark}`)}`)
  if (widthOf(long) <= width) return long
  const short = told('  ', (_, count) => String(count))
  return widthOf(short) <= width ? short : told(' ', (_, count) => String(count))
}

/** What is over and under way first, then what needs somebody. */
const MARKS_AS_TOLD: readonly Mark[] = [
  'done',
  'running',
  'failed',
  'warning',
  'unknown',
  'waiting',
  'skipped',
]
