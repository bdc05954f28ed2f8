import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { drawTopology, plainLine } from '../../../src/ui/picture/picture.js'
import type { PictureInput, PictureLook } from '../../../src/ui/picture/span.js'
import { sized, underWay } from './organisations.js'

const SIZES = [
  [80, 24],
  [80, 16],
  [120, 40],
  [200, 60],
  [60, 20],
  [44, 16],
  [31, 11],
  [20, 8],
  [7, 3],
  [1, 1],
] as const

const COUNTS = Array.from({ length: 64 }, (_, i) => i + 1)

const FEW = [1, 2, 3, 4, 5, 6, 7, 8, 11, 16, 23, 40, 64]

const small: PictureLook = { columns: 80, rows: 24, charset: 'box', language: 'en' }

const INPUTS = COUNTS.map((count) => underWay(sized(count)))

function inputOf(count: number): PictureInput {
  const input = INPUTS[count - 1]
  if (input === undefined) throw new Error(`no case with ${count} hosts`)
  return input
}

/** Every count of hosts with every third size, few with every one; the other choices in turn. */
const CASES = COUNTS.flatMap((count) =>
  SIZES.map((size, i) => ({ size, i }))
    .filter(({ i }) => FEW.includes(count) || (count + i) % 3 === 0)
    .map(({ size: [columns, rows], i }): readonly [number, PictureLook] => [
      count,
      {
        columns,
        rows,
        charset: (count + i) % 4 === 0 ? 'ascii' : 'box',
        language: (count + i) % 2 === 0 ? 'zh' : 'en',
        focus: `h${1 + ((count * 7 + i) % count)}`,
      },
    ]),
)

describe('for 1 to 64 hosts at any size', () => {
  it.each(COUNTS)('%i hosts fit, are all in the order of the focus, and what has it is seen', (count) => {
    const names = Array.from({ length: count }, (_, i) => `h${i + 1}`)
    const { order } = drawTopology(inputOf(count), small)
    expect(order.toSorted()).toEqual(names.toSorted())
    for (const [, look] of CASES.filter(([hosts]) => hosts === count)) {
      const picture = drawTopology(inputOf(count), look)
      const lines = picture.lines.map(plainLine)
      expect(lines.length).toBeLessThanOrEqual(look.rows)
      expect(Math.max(...lines.map((line) => columnsOf(line).length))).toBeLessThanOrEqual(look.columns)
      expect(picture.order).toEqual(order)
      if (look.columns >= 20) expect(lines.join('\n')).toContain(look.charset === 'box' ? '▸' : '>')
    }
  })

  it.each(COUNTS)('the border around %i hosts is straight, and so is every frame inside', (count) => {
    for (const [, { columns, rows }] of CASES.filter(([hosts]) => hosts === count)) {
      const look: PictureLook = { columns, rows, charset: 'box', language: 'zh' }
      const { lines, total } = drawTopology(inputOf(count), look)
      const inside = rowsOfBorder(lines.map(plainLine))
      if (total > lines.length || inside.length === 0) continue
      const [top = '', ...others] = inside
      expect(new Set(inside.map((row) => columnsOf(row).length))).toEqual(new Set([columnsOf(top).length]))
      for (const row of others.slice(0, -1)) expect(row).toMatch(/^║.*║$/)
      expect(others.at(-1)).toMatch(/^╚═+╝$/)
      expect(crookedFrames(inside)).toEqual([])
    }
  })

  it.each(FEW)('%i hosts are drawn with nothing but ASCII when asked to', (count) => {
    for (const [, look] of CASES.filter(([hosts]) => hosts === count)) {
      const { lines } = drawTopology(inputOf(count), { ...look, charset: 'ascii', language: 'en' })
      expect(lines.map(plainLine).join('')).toMatch(/^[ -~]*$/)
    }
  })

  it.each(FEW)('the boxes of %i hosts stay where they are while marks and notes change', (count) => {
    const input = inputOf(count)
    const marks = Object.fromEntries(Object.keys(input.marks ?? {}).map((id) => [id, 'done' as const]))
    const notes = Object.fromEntries(Object.keys(input.notes ?? {}).map((id) => [id, '']))
    for (const [, look] of CASES.filter(([hosts]) => hosts === count)) {
      const before = drawTopology(input, look)
      const after = drawTopology({ topology: input.topology, marks, notes }, look)
      expect(after.total).toBe(before.total)
      expect(corners(after.lines.map(plainLine))).toEqual(corners(before.lines.map(plainLine)))
    }
  })

  it.each(FEW)('the boxes of %i hosts stay where they are while the focus moves', (count) => {
    for (const [, look] of CASES.filter(([hosts]) => hosts === count)) {
      const totals = ['h1', `h${count}`, 'consul@h1'].map(
        (at) => drawTopology(inputOf(count), { ...look, focus: at }).total,
      )
      expect(new Set(totals).size).toBe(1)
    }
  })
})

/** From the upper edge of the organisation to the lower one. */
function rowsOfBorder(lines: readonly string[]): string[] {
  const top = lines.findIndex((line) => line.startsWith('╔'))
  const bottom = lines.findIndex((line) => line.startsWith('╚'))
  return top === -1 ? [] : lines.slice(top, bottom + 1)
}

/** Left sides of frames that do not go straight down from their upper corner to a lower one. */
function crookedFrames(rows: readonly string[]): string[] {
  const cells = rows.map(columnsOf)
  return cells.flatMap((row, y) =>
    row.flatMap((cell, x) => {
      if (!'╭┏'.includes(cell) || cell === '' || isWiring(rows[y] ?? '')) return []
      const sides = cells.slice(y + 1).map((below) => below[x] ?? '')
      const end = sides.find((side) => !'│┃'.includes(side)) ?? ''
      return '╰┗'.includes(end) && end !== '' ? [] : [`row ${y}, column ${x}: ${rows[y]}`]
    }),
  )
}

// Rows of the lines between boxes have corners too.
function isWiring(row: string): boolean {
  return /[┼┿╂╸]|gRPC/.test(row)
}

function corners(lines: readonly string[]): string[] {
  return lines.map((line) =>
    columnsOf(line)
      .flatMap((cell, x) => (cell !== '' && '╭╮╰╯╔╗╚╝'.includes(cell) ? [`${cell}${x}`] : []))
      .join(),
  )
}

function columnsOf(line: string): string[] {
  return [...line].flatMap((character) =>
    character > LAST_NARROW && stringWidth(character) === 2 ? [character, ''] : [character],
  )
}

const LAST_NARROW = '\u2e7f'
