import type { Language } from '../../i18n/say.js'
import { drawTopology } from './picture.js'
import { type PictureInput, type PictureLine, type PictureLook, type Style, widthOf } from './span.js'
import { CELL, drawnAs, drawShape, round, type StyledCell, strokesOf } from './svg-strokes.js'
import { svgStyle } from './svg-style.js'
import { cellsOf } from './text-width.js'

export interface SvgLook {
  readonly columns: number
  readonly rows: number
  readonly language: Language
  /** Absent: as the reader's screen is. */
  readonly dark?: boolean
}

const FONT_SIZE = 14
const BASELINE = 13.5
const MARGIN = 12

/** The same picture as SVG: lines are drawn, so that no font breaks them, and text stands in its columns. */
export function topologySvg(input: PictureInput, look: SvgLook & Pick<Partial<PictureLook>, 'zoom'>): string {
  const lines = drawTopology(input, { charset: 'box', ...look }).lines
  const width = round(Math.max(1, ...lines.map(widthOf)) * CELL.width + 2 * MARGIN)
  const height = round(Math.max(1, lines.length) * CELL.height + 2 * MARGIN)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    // Read out by screen readers.
    `<title>${escaped(input.topology.organisation)}</title>`,
    `<style>${svgStyle(look.dark, FONT_SIZE)}</style>`,
    '<rect class="paper" width="100%" height="100%" rx="8"/>',
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...strokesOf(lines.map(cellsIn)),
    ...lines.flatMap(textRow),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function cellsIn(line: PictureLine): StyledCell[] {
  return line.flatMap(({ text, ...style }) => cellsOf(text).map((cell) => ({ ...cell, ...style })))
}

/** Runs of text in one style; a gap of two spaces ends a run, so that fonts can't shift what follows. */
function textRow(line: PictureLine, y: number): string[] {
  const rows: string[] = []
  let run = { x: 0, text: '', width: 0, style: '' }
  let x = 0
  const end = () => {
    const text = run.text.trimEnd()
    if (text !== '')
      rows.push(textElement({ ...run, text, width: run.width - (run.text.length - text.length) }, y))
    run = { x, text: '', width: 0, style: '' }
  }
  for (const cell of cellsIn(line)) {
    const style = classOf(cell)
    const shape = drawnAs(cell.text)
    const isGap = cell.text === ' ' && (run.text === '' || run.text.endsWith(' '))
    if (shape !== 'text' || isGap || (style !== run.style && cell.text !== ' ')) end()
    if (shape === 'sign') rows.push(drawShape(cell.text, x, y, style))
    if (shape === 'text' && !isGap) {
      if (run.text === '') run = { x, text: '', width: 0, style }
      run = { ...run, text: run.text + cell.text, width: run.width + cell.width }
    }
    x += cell.width
  }
  end()
  return rows
}

function textElement(
  { x, text, width, style }: { x: number; text: string; width: number; style: string },
  y: number,
) {
  const length = round(width * CELL.width)
  const place = `x="${round(x * CELL.width)}" y="${round(y * CELL.height + BASELINE)}"`
  const css = style === '' ? '' : ` class="${style}"`
  return `<text ${place}${css} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`
}

function classOf({ meaning, strong }: Style): string {
  return [meaning, strong === true && meaning !== 'strong' ? 'strong' : undefined]
    .filter((name) => name !== undefined)
    .join(' ')
}

/** XML text: what it may not hold at all becomes a replacement character. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
