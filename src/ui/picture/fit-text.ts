import type { Charset } from '../charset.js'
import { printable } from '../printable.js'
import type { Span } from './contract.js'
import { SIGNS } from './glyphs.js'
import { cutTo, textWidth } from './text-width.js'

/** One line that a terminal may show, whatever an operator or a host has put into it. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).trim()
}

export function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0)
}

/** Cut to `width` columns with a sign that shows it. */
export function fitText(text: string, width: number, charset: Charset): string {
  return cutTo(text, width, SIGNS[charset].cut)
}

/** Of a note that is too long the last words tell most: `sending 45 %` becomes `45 %`. */
export function fitNote(note: string, width: number, charset: Charset): string {
  const words = note.split(' ')
  const tails = words.map((_, i) => words.slice(i).join(' '))
  return tails.find((tail) => textWidth(tail) <= width) ?? fitText(note, width, charset)
}

/** As `fitText`, for a row of spans: the last ones go first. */
export function fitSpans(spans: readonly Span[], width: number, charset: Charset): Span[] {
  const fitted: Span[] = []
  let room = width
  for (const span of spans) {
    const needed = textWidth(span.text)
    if (needed > room) {
      const text = fitText(span.text, room, charset)
      if (text !== '') fitted.push({ ...span, text })
      break
    }
    fitted.push(span)
    room -= needed
  }
  return fitted
}
