import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import type { Terminal } from '../terminal/terminal.js'
import { gone, place, SCREENS, walkTo } from './walk.js'

let desk: Desk
afterEach(() => desk.close())

test('Ctrl-C asks on every screen, staying loses nothing, and leaving gives the terminal back as it was', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('stty -a; echo before')
  const before = await modes(terminal, 'before')
  await terminal.command('create-metis-node rehearse --instant')
  const asked: string[] = []
  await walkTo(terminal, 'review', {
    look: async (shown) => {
      await terminal.press('C-c')
      asked.push(await terminal.shows('Leave?'))
      await terminal.press('Escape')
      await terminal.shows(shown.split('\n')[0] ?? '')
    },
  })
  expect(asked).toHaveLength(SCREENS.indexOf('review') + 1)
  for (const dialog of asked)
    expect(dialog).toContain('The rehearsal ends, and nothing of it is left behind.')

  await terminal.press('C-c')
  await terminal.shows('▸ Stay')
  await terminal.press('Down')
  await terminal.shows('▸ Leave')
  await terminal.press('Enter')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toMatch(
    /^\d+ operator\$ create-metis-node rehearse --instant\nThe rehearsal has ended, and nothing of it is left behind\.\n0 operator\$\s*$/,
  )
  expect(await terminal.isCursorShown()).toBe(true)
  await terminal.command('stty -a; echo before')
  expect(await modes(terminal, 'before')).toBe(before)
  expect(leftIn(desk)).toEqual([])
})

test('Ctrl-C twice leaves at once', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'organisation')
  await terminal.press('C-c', 'C-c')
  expect(await terminal.exitCode()).toBe(0)
  expect(leftIn(desk)).toEqual([])
})

test('a run that is stopped finishes what runs, or stops at once when asked again, and can be gone on with', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --speed 8')
  await walkTo(terminal, 'install')
  await terminal.shows(/Waits for h\d: (packages|python)/)
  await terminal.press('C-c')
  const dialog = await terminal.shows('Stop?')
  expect(dialog).toMatch(/Finish the \d running actions? and stop|Stop: start nothing new/)
  await terminal.press('C-c')
  await terminal.shows('Stopping')
  await terminal.press('C-c')
  await terminal.shows('Stop now: these may be half written')
  await terminal.press('C-c')
  const stopped = await terminal.shows('! Stopped')
  const [, done, all] = /Stopped: (\d+) of (\d+) actions done/.exec(stopped) ?? []
  expect(stopped).toContain(` ${done}/${all} `)

  await terminal.press('r')
  await gone(terminal, '! Stopped')
  await terminal.shows(/ ◐ Running|○ Starting/)
  await terminal.press('C-c')
  await terminal.shows('▸ Stay, and let it run')
  await terminal.press('Up')
  await terminal.shows('▸ Stop at once and leave')
  await terminal.press('Enter')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toContain('The rehearsal has ended')
  expect(leftIn(desk)).toEqual([])
})

test('Ctrl-Z gives the terminal back until fg, and a signal ends it in good order', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'organisation')
  await terminal.press('C-z')
  await terminal.shows('Stopped')
  await terminal.command('echo still here')
  expect(await terminal.exitCode()).toBe(0)
  await terminal.command('fg')
  await terminal.shows('What is it to do in the network?')
  await walkTo(terminal, 'machines')
  process.kill(await terminal.program(), 'SIGTERM')
  expect(await terminal.exitCode()).toBe(130)
  expect(await terminal.screen()).toContain('The rehearsal has ended')
  expect(await terminal.isCursorShown()).toBe(true)
  expect(leftIn(desk)).toEqual([])
})

test('answers for real machines are saved when the wizard is left, and the next start offers them', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node')
  await terminal.shows('Install on my machines')
  await terminal.press('Down', 'Enter')
  await terminal.shows(place('organisation'))
  expect(await terminal.screen()).not.toContain('REHEARSAL')
  await terminal.type('acme')
  await terminal.shows('./acme')
  await terminal.press('C-c')
  await terminal.shows('Your answers are saved. The next start offers to go on from here.')
  await terminal.press('C-c')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toContain('Your answers are saved. To go on from here:')
  await terminal.command('create-metis-node')
  await terminal.shows('▸ Go on with acme')
  await terminal.press('Enter')
  await terminal.shows(/Name +acme/)
})

/** What `stty -a` said, of all that is not the size. */
async function modes(terminal: Terminal, end: string): Promise<string> {
  const shown = await terminal.shows(new RegExp(`^${end}$`, 'm'))
  return shown.slice(shown.indexOf('speed'), shown.indexOf(`\n${end}`))
}

/** Files that a rehearsal has left in the home or among the temporary files, which are there too. */
function leftIn({ home }: Desk): string[] {
  const drafts = join(home, '.local/state/create-metis-node/drafts')
  return [...readdirSync(home).filter((name) => name.startsWith('metis-rehearsal')), ...namesIn(drafts)]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
