import type { Language } from '../../src/i18n/message.js'
import type { Terminal } from '../terminal/terminal.js'

/** The screens by the number in their header. */
export const SCREENS = [
  'welcome',
  'organisation',
  'machines',
  'roles',
  'network',
  'release',
  'preflight',
  'review',
  'install',
  'done',
] as const
export type ScreenName = (typeof SCREENS)[number]

/** What tells that a screen has come as far as Enter needs it. */
const TOLD = {
  en: { choosing: '↑↓ move', ready: '3 of 3 ready', fine: 'Nothing stands in the way', all: 'All of it runs' },
  zh: { choosing: '↑↓ 移动', ready: '3 台中 3 台就绪', fine: '没有妨碍安装的问题', all: '全部已运行' },
} as const

/** As it stands in the header of a screen. */
export function place(screen: ScreenName): string {
  return ` ${SCREENS.indexOf(screen) + 1}/${SCREENS.length} `
}

export function placeOn(shown: string): ScreenName | undefined {
  return SCREENS.find((screen) => shown.split('\n')[0]?.includes(place(screen)))
}

/** Goes on with Enter alone, from the screen that is on to another one; gives what is shown then. */
export async function walkTo(
  terminal: Terminal,
  to: ScreenName,
  { language = 'en', look }: { language?: Language; look?: (shown: string) => unknown } = {},
): Promise<string> {
  for (;;) {
    const shown = await terminal.shows(/ \d+\/10 /)
    const on = placeOn(shown)
    await look?.(shown)
    if (on === undefined || on === to) return shown
    await goOn(terminal, on, language)
  }
}

/** Past one screen of a rehearsal with nothing but Enter, as fast as it allows. */
async function goOn(terminal: Terminal, on: ScreenName, language: Language): Promise<void> {
  const told = TOLD[language]
  const next = SCREENS[SCREENS.indexOf(on) + 1] ?? 'done'
  if (on === 'organisation') {
    await terminal.press('Enter', 'Enter')
    await terminal.shows(told.choosing)
  }
  if (on === 'machines') await trustKeys(terminal, told.ready)
  if (on === 'preflight') await terminal.shows(told.fine)
  if (on === 'review') {
    await terminal.shows('  [ ')
    await terminal.press('Enter')
    await terminal.shows('▸ [ ')
  }
  if (on === 'install') await terminal.shows(told.all)
  await terminal.press('Enter')
  await terminal.shows(place(next))
}

/** Enter turns to the question, and Enter trusts what is in sight; until all hosts are ready. */
async function trustKeys(terminal: Terminal, ready: string): Promise<void> {
  for (;;) {
    const shown = await terminal.shows(new RegExp(`${ready}|SHA256`))
    if (shown.includes(ready)) return
    await terminal.press('Enter')
    await changed(terminal, shown)
  }
}

/** Waits until another frame is there, and gives it. */
export async function changed(terminal: Terminal, before: string): Promise<string> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const shown = await terminal.screen()
    if (shown !== before) return shown
    if (Date.now() > deadline) throw new Error(`nothing changes on the screen:\n${before}`)
    await new Promise((again) => setTimeout(again, 50))
  }
}
