import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import { type Desk, openDesk } from '../terminal/here.js'
import type { Terminal } from '../terminal/terminal.js'
import { gone, place, type ScreenName, walkTo } from './walk.js'

const START = 'create-metis-node rehearse --instant'

const KILLED_AT: readonly (readonly [ScreenName, string])[] = [
  ['organisation', 'Organisation'],
  ['machines', 'Machines'],
  ['roles', 'Roles'],
  ['network', 'Network'],
  ['release', 'Release'],
  ['preflight', 'Checks'],
  ['review', 'Review'],
]

let desk: Desk
afterEach(() => desk.close())

test('killed at any screen, the next start offers first to go on there, with all answers', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command(START)
  await walkTo(terminal, 'welcome')
  await kill(terminal)
  await terminal.command(START)
  await terminal.shows('▸ Rehearse on this computer')
  await walkTo(terminal, 'organisation')
  await terminal.press('C-u')
  await terminal.type('bank-z')
  await terminal.press('Tab')
  await terminal.shows('./bank-z')
  await saved('"organisation":"bank-z"')

  for (const [screen, title] of KILLED_AT) {
    await walkTo(terminal, screen)
    if (screen === 'network') await answerDataCenter(terminal)
    await kill(terminal)
    await terminal.command(START)
    expect(await terminal.shows('▸ Go on rehearsing bank-z')).toContain(`left at ${title}, `)
    await terminal.press('Enter')
    expect(await terminal.shows(place(screen))).toMatch(/^ bank-z /)
    if (screen === 'network') await terminal.shows('9.9.9.9:9090')
    if (screen === 'preflight') await trustOneByOne(terminal, 'Nothing stands in the way')
    if (screen === 'review') await trustOneByOne(terminal, '[ Install ]')
  }
  await terminal.press('Right', 'Right', 'Right', 'Right', 'Right')
  await terminal.shows('[org.yaml]')
  await terminal.press('End')
  await terminal.shows('dataCenter: 9.9.9.9')
})

test('a rehearsal that was killed while it installed is gone, and the next start says so', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --speed 8')
  await walkTo(terminal, 'install')
  await terminal.shows('Waits for h')
  await kill(terminal)
  await terminal.command(START)
  const welcome = await terminal.shows('▸ Go on rehearsing bank-a')
  expect(welcome).toMatch(/left at Install, \d+s ago; its hosts are gone/)
  await terminal.press('Enter')
  await terminal.shows(place('review'))
  const review = await trustOneByOne(terminal, '[ Install ]')
  expect(review).toMatch(/\d{2,} changes on 3 hosts/)
  await terminal.press('C-c', 'C-c')
  expect(await terminal.exitCode()).toBe(0)
  expect(readdirSync(desk.home).filter((name) => name.startsWith('metis-rehearsal'))).toEqual([])
})

async function kill(terminal: Terminal): Promise<void> {
  process.kill(await terminal.program(), 'SIGKILL')
  expect(await terminal.exitCode()).toBe(137)
}

async function answerDataCenter(terminal: Terminal): Promise<void> {
  await terminal.press('Down', 'Down', 'C-u')
  await terminal.type('9.9.9.9:9090')
  await terminal.shows('9.9.9.9:9090')
  await saved('"9.9.9.9:9090"')
}

/** Waits until the answers on disk hold that. */
function saved(text: string): Promise<void> {
  const folder = join(desk.home, '.local/state/create-metis-node/drafts')
  return vi.waitFor(() => {
    const drafts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(drafts.join()).toContain(text)
  }, PATIENCE_MILLISECONDS)
}

/** Where single keys are asked for, each is trusted, until that is on the screen. */
async function trustOneByOne(terminal: Terminal, until: string): Promise<string> {
  for (;;) {
    const shown = await terminal.shows(new RegExp(`${until.replace(/[[\]]/g, '\\$&')}|Trust it\\?`))
    const [key] = /SHA256:\S+/.exec(shown) ?? []
    if (key === undefined) return shown
    await terminal.press('Down')
    await terminal.shows('▸ Yes, it is the same')
    await terminal.press('Enter')
    await gone(terminal, key)
  }
}
