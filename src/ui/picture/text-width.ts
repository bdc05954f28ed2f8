import stringWidth from 'string-width'

/**
 * Columns of a text. A picture is drawn many times a second from the same few names, so widths that take long to find
 * out are remembered.
 */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  const known = KNOWN.get(text)
  if (known !== undefined) return known
  const width = stringWidth(text)
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  KNOWN.set(text, width)
  return width
}

/** Graphemes with their columns: a wide one takes two cells, a mark without base none. */
export function cellsOf(text: string): readonly { readonly text: string; readonly width: number }[] {
  if (ASCII.test(text)) return Array.from(text, (character) => ({ text: character, width: 1 }))
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => ({ text: segment, width: textWidth(segment) }))
}

/** Cut to `width` columns, with a sign that shows it; as it is when it fits. */
export function cutTo(text: string, width: number, sign: string): string {
  if (textWidth(text) <= width) return text
  const shown = sign.slice(0, Math.max(0, width))
  let room = width - shown.length
  let out = ''
  // No grapheme that anybody writes is longer; to look through all of a long text takes long.
  for (const cell of cellsOf(text.slice(0, 16 * (width + 1)))) {
    room -= cell.width
    if (room < 0) break
    out += cell.text
  }
  return out.trimEnd() + shown
}

// The languages of the world take 30 ms to load, and most texts need none of them.
let segmenter: Intl.Segmenter | undefined
const ASCII = /^[ -~]*$/
const KNOWN = new Map<string, number>()
const MOST_KNOWN = 5000
