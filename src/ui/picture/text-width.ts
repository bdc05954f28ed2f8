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

const ASCII = /^[ -~]*$/
const KNOWN = new Map<string, number>()
const MOST_KNOWN = 5000
