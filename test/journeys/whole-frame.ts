import stringWidth from 'string-width'
import { expect, vi } from 'vitest'
import type { Terminal } from '../terminal/terminal.js'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/**
 * A frame is whole when its header, its rule, its hint line and the free row below are where they belong: a row too
 * wide or too many would have moved them. Its boxes are closed and straight.
 */
export function expectWhole(shown: string, { columns, rows }: Size): void {
  const lines = shown.split('\n')
  expect(lines, shown).toHaveLength(rows)
  expect(lines[0], shown).toMatch(/ \d+\/10 /)
  expect(lines[1], shown).toMatch(/^[─-]+$/)
  expect(stringWidth(lines[1] ?? ''), shown).toBe(columns)
  expect(lines[rows - 2], shown).toMatch(/^ \S/)
  expect(lines[rows - 1], shown).toBe('')
  const boxed = lines.filter((line) => /^[║╔╚]/.test(line)).map((line) => /^.*[║╗╝]/.exec(line)?.[0] ?? line)
  const crooked = boxed.filter((line) => stringWidth(line) !== stringWidth(boxed[0] ?? ''))
  expect(crooked, shown).toEqual([])
}

/** Waits until the frame on the screen is whole, and gives it. */
export function wholeFrame(terminal: Terminal, size: Size): Promise<string> {
  return vi.waitFor(
    async () => {
      const shown = await terminal.screen()
      expectWhole(shown, size)
      return shown
    },
    { timeout: 60_000, interval: 100 },
  )
}
