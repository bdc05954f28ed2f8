import type { Output } from '../program/session.js'
import { ERASE_LINE } from '../terminal/live-lines.js'

/** Writes to `output` with a label at the beginning of every line, so that none can be taken for a real one. */
export function labelledOutput(output: Output, label: string, labelWidth: number): Output {
  let isLineStart = true
  return {
    isTTY: output.isTTY,
    get columns() {
      return output.columns - labelWidth
    },
    write: (text) => {
      let labelled = ''
      for (const piece of pieces(text)) {
        const isBreak = piece === '\n' || piece === ERASE_LINE
        if (isLineStart && piece !== ERASE_LINE) labelled += piece === '\n' ? label.trimEnd() : label
        labelled += piece
        isLineStart = isBreak
      }
      output.write(labelled)
    },
  }
}

/** Line breaks, ways back to the beginning of a line, whose label goes too, and what is between them. */
function pieces(text: string): string[] {
  const split = (parts: readonly string[], at: string) =>
    parts.flatMap((part) => part.split(at).flatMap((one, i) => (i === 0 ? [one] : [at, one])))
  return split(split([text], '\n'), ERASE_LINE).filter((piece) => piece !== '')
}

/** JSON lines, each with `"rehearsal":true`. */
export function labelledJson(output: Output): Output {
  return {
    ...output,
    write: (text) => {
      const lines = text.split('\n').filter((line) => line !== '')
      for (const line of lines) {
        const value = JSON.parse(line) as Record<string, unknown>
        output.write(`${JSON.stringify({ ...value, rehearsal: true })}\n`)
      }
    },
  }
}
