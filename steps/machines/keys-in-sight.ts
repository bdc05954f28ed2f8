import { oneLine } from '../../src/ui/picture/span.js'
import { textWidth } from '../../src/ui/picture/text-width.js'
import type { Size } from '../../src/ui/screen/step.js'
import { pad } from '../../src/ui/text.js'
import type { OfferedKey, OperatorQuestion } from '../../src/wizard/workbench.js'

export type KeyQuestion = Extract<OperatorQuestion, { kind: 'host-key' }>

/** The line that adds, the head and two hosts of the table, question, command, answers, summary, and space between. */
const ROWS_AROUND = 14
/** The table gives way for so many. */
const FEWEST = 4

/** As many keys as can be looked at side by side, so that many hosts take few answers. */
export function keysInSight(
  questions: readonly KeyQuestion[],
  { columns, rows }: Size,
): readonly KeyQuestion[] {
  let room = rows - ROWS_AROUND
  const fits = questions.findIndex(({ key }, i) => {
    room -= keyRows(key, columns).length
    return room < 0 && i >= FEWEST
  })
  return fits < 0 ? questions : questions.slice(0, fits)
}

/** Nothing of a fingerprint is ever cut away. */
export function keyRows({ host, address, port, fingerprint }: OfferedKey, columns: number): string[] {
  const place = `  ${pad(oneLine(host), 8)} ${oneLine(address)}:${port}`
  const one = `${place}  ${oneLine(fingerprint)}`
  return textWidth(one) <= columns - 2 ? [one] : [place, `    ${oneLine(fingerprint)}`]
}
