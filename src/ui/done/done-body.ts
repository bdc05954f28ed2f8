import type { PictureLine } from '../picture/picture.js'
import { paneTitle, sideBySide } from '../run/pane-rows.js'
import type { RunLook } from '../run/run-look.js'
import { type DoneInput, doneSections, type Section } from './done-sections.js'

/** Sections one below the other, or from 110 columns on in two columns: what to do, and what to hand over. */
export function doneBody(input: DoneInput, look: RunLook): PictureLine[] {
  if (look.columns < 110) return stacked(doneSections(input, look), look)
  const left = Math.floor((look.columns - 2) / 2)
  const narrow = { ...look, columns: left }
  const sections = doneSections(input, narrow)
  const isHandedOver = ({ id }: Section) => id === 'console' || id === 'partners' || id === 'moirea'
  const leftLines = stacked(
    sections.filter((section) => !isHandedOver(section)),
    narrow,
  )
  const rightLines = stacked(sections.filter(isHandedOver), narrow)
  return sideBySide(leftLines, rightLines, {
    left,
    gap: 2,
    rows: Math.max(leftLines.length, rightLines.length),
  })
}

function stacked(sections: readonly Section[], look: RunLook): PictureLine[] {
  return sections.flatMap(({ title, lines }) => [paneTitle(title, false, look), ...lines, []])
}
