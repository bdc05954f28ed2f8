import stringWidth from 'string-width'
import { expect, vi } from 'vitest'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import type { Terminal } from '../terminal/terminal.js'
import type { ScreenName } from './walk.js'

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
    { timeout: PATIENCE_MILLISECONDS, interval: 100 },
  )
}

/** What a screen of a rehearsal of three hosts shows last of what comes by itself. */
const COMES_LAST: Partial<Record<ScreenName, string>> = {
  organisation: 'Only as long as the rehearsal lasts',
  machines: '3 ask something',
  release: 'All 12 files are here',
  preflight: 'Nothing stands in the way',
  review: '[ Install ]',
}

/** Waits until nothing moves on that screen any more, and gives its frame: two looks at it are the same. */
export async function atRest(
  terminal: Terminal,
  on: ScreenName | undefined,
  told: string | RegExp = (on && COMES_LAST[on]) ?? '/10 ',
): Promise<string> {
  for (let before = ''; ; ) {
    const shown = await terminal.shows(told)
    if (shown === before) return shown
    before = shown
    await new Promise((again) => setTimeout(again, 100))
  }
}

/** Waits until the screen is that frame again. */
export function isAgain(terminal: Terminal, frame: string): Promise<void> {
  return vi.waitFor(async () => expect(await terminal.screen()).toBe(frame), {
    timeout: PATIENCE_MILLISECONDS,
    interval: 100,
  })
}
