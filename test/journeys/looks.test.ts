import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import { walkTo } from './walk.js'
import { expectWhole, wholeFrame } from './whole-frame.js'

let desk: Desk
afterEach(() => desk.close())

for (const size of [
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
]) {
  test(`every frame is whole at ${size.columns}x${size.rows}`, async () => {
    desk = await openDesk(size.columns, size.rows)
    const { terminal } = desk
    await terminal.command('create-metis-node rehearse --instant')
    await walkTo(terminal, 'done', { look: () => wholeFrame(terminal, size) })
    expectWhole(await terminal.shows('5 of 5 instances are healthy'), size)
  })
}

test('with NO_COLOR nothing is coloured on any screen', async () => {
  desk = await openDesk(80, 24, { NO_COLOR: '1' })
  const { terminal } = desk
  const codes = new Set<string>()
  const look = async () => {
    for (const [, list = ''] of (await terminal.colours()).matchAll(SGR)) codes.add(list)
  }
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'done', { look })
  await terminal.shows('5 of 5 instances are healthy')
  await look()
  expect([...codes].filter((list) => list.split(';').some((code) => COLOURS.test(code)))).toEqual([])
})

test('colours are there without it', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'machines')
  await terminal.shows('3 ask something')
  expect(await terminal.colours()).toContain('\u001b[33m3 ask something')
})

test('where the terminal knows only ASCII, so do all screens', async () => {
  desk = await openDesk(80, 24, { LANG: 'C' })
  const { terminal } = desk
  const strange: string[] = []
  const look = (shown: string) =>
    strange.push(...shown.split('\n').filter((row) => /[^\u0020-\u007e]/.test(row)))
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'done', { look })
  look(await terminal.shows('5 of 5 instances are healthy'))
  expect(strange).toEqual(['    中文 / English             Ctrl-L on every screen'])
})

test('a dumb terminal and a pipe get lines, and a word about what they can have', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('TERM=dumb create-metis-node')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.whole()).toContain('The wizard needs a terminal.')
  await terminal.command('create-metis-node | cat')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.whole()).toContain('The wizard needs a terminal.')
  await terminal.command('TERM=dumb create-metis-node rehearse --instant')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.whole()).toMatch(/REHEARSAL \| Rehearsed in \d+ s: checked, installed/)
})

/** The terminal's own colours, 39 and 49, are none. */
const COLOURS = /^([34][0-8]|9\d|10\d)$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const SGR = /\u001b\[([\d;]*)m/g
