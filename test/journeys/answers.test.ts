import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import type { Terminal } from '../terminal/terminal.js'
import { place, SCREENS, type ScreenName, walkTo } from './walk.js'
import { atRest, isAgain } from './whole-frame.js'

let desk: Desk
afterEach(() => desk.close())

test('back through all screens and forward again every answer is there, in both languages', async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'organisation')
  await terminal.press('C-u')
  await terminal.type('bank-q')
  await terminal.press('Tab', 'Tab', 'Down')
  await terminal.shows('▸ Provide computing power')
  await terminal.press('Enter')
  await terminal.shows(place('machines'))
  await walkTo(terminal, 'network')
  await terminal.press('Down', 'Down', 'C-u')
  await terminal.type('9.9.9.9:9090')
  await terminal.shows('9.9.9.9:9090')
  await walkTo(terminal, 'release')
  await terminal.shows('files are here')
  await walkTo(terminal, 'review')
  const review = await atRest(terminal, 'review')

  const answers = {
    preflight: 'Nothing stands in the way',
    release: 'files are here',
    network: '9.9.9.9:9090',
    roles: 'compute  :8800',
    machines: '3 of 3 ready',
    organisation: '▸ Provide computing power',
    welcome: '▸ ',
  } as const
  for (const screen of SCREENS.slice(0, SCREENS.indexOf('review')).toReversed()) {
    await back(terminal, screen)
    await terminal.shows(answers[screen as keyof typeof answers])
    const shown = await atRest(terminal, screen === 'machines' ? undefined : screen)
    expect(shown).not.toContain('Look again')
    await terminal.press('C-l')
    const chinese = await terminal.shows('演练：')
    expect(chinese).toContain(place(screen))
    await terminal.press('C-l')
    if (screen === 'welcome') await terminal.shows('REHEARSAL:')
    else await isAgain(terminal, shown)
  }

  await walkTo(terminal, 'organisation')
  await terminal.shows(/Name +bank-q[\s\S]*▸ Provide computing power/)
  await walkTo(terminal, 'network')
  await terminal.shows('9.9.9.9:9090')
  await walkTo(terminal, 'review')
  await isAgain(terminal, review)
})

test('an earlier change asks to look again at what rests on it, and at nothing else', async () => {
  desk = await openDesk(120, 40)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'release')
  for (const screen of ['network', 'roles', 'machines'] as const) await back(terminal, screen)
  await terminal.press('Up')
  await terminal.shows('▸● h3')
  await terminal.press('d')
  await terminal.shows('Look again: Roles, Network may no longer fit, since an answer before changed.')
  await terminal.press('Escape')
  await terminal.shows('Enter go on')
  await terminal.press('Enter')
  await terminal.shows(place('roles'))
  await terminal.shows('Look again: Network may no longer fit')
  await terminal.press('Enter')
  await terminal.shows(place('network'))
  expect(await terminal.screen()).not.toContain('Look again')
})

/** One screen back; that of the files has two pages. */
async function back(terminal: Terminal, to: ScreenName): Promise<void> {
  await terminal.press('Escape')
  const shown = await terminal.shows(new RegExp(`${place(to)}|Where do its files come from`))
  if (shown.includes(place(to))) return
  await terminal.press('Escape')
  await terminal.shows(place(to))
}
