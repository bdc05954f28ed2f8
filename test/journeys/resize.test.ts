import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import { placeOn, walkTo } from './walk.js'
import { atRest, isAgain, wholeFrame } from './whole-frame.js'

let desk: Desk
afterEach(() => desk.close())

const USUAL = { columns: 80, rows: 24 }
const SIZES = [{ columns: 120, rows: 40 }, { columns: 60, rows: 20 }, { columns: 200, rows: 60 }, USUAL]

test('every screen can be made larger and smaller, and is the same again afterwards', async () => {
  desk = await openDesk(USUAL.columns, USUAL.rows)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'review', {
    look: async (shown) => {
      const before = await atRest(terminal, placeOn(shown))
      for (const size of SIZES) {
        await terminal.resize(size.columns, size.rows)
        await wholeFrame(terminal, size)
      }
      await isAgain(terminal, before)
    },
  })
  await terminal.resize(30, 8)
  expect((await terminal.shows('too')).split(/\s+/).join(' ')).toContain('This window is too small: 30x8.')
  await terminal.resize(USUAL.columns, USUAL.rows)
  await terminal.shows('[ Install ]')
})

test('while it installs, too', async () => {
  desk = await openDesk(USUAL.columns, USUAL.rows)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --speed 20')
  await walkTo(terminal, 'install')
  await terminal.shows('Running')
  for (const size of SIZES) {
    await terminal.resize(size.columns, size.rows)
    expect(await wholeFrame(terminal, size)).toContain('Running')
  }
  await wholeFrame(terminal, USUAL)
  await terminal.shows('All of it runs')
  for (const size of SIZES) {
    await terminal.resize(size.columns, size.rows)
    expect(await wholeFrame(terminal, size)).toMatch(/\b(\d{2,})\/\1\b/)
  }
})
