import type { Language } from '../../src/i18n/say.js'
import { PATIENCE_MILLISECONDS } from '../patience.js'
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
  en: {
    choosing: /(↑↓|Up\/Down) move/,
    ready: '3 of 3 ready',
    fine: 'Nothing stands in the way',
    all: 'All of it runs',
  },
  zh: { choosing: /↑↓ 移动/, ready: '3 台中 3 台就绪', fine: '没有妨碍安装的问题', all: '全部已运行' },
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
    await terminal.shows(/[▸>] \[ /)
  }
  if (on === 'install') await terminal.shows(told.all)
  await terminal.press('Enter')
  await terminal.shows(place(next))
}

/** Enter turns to the question, and Enter trusts the keys in sight; until that is on the screen. */
export async function trustKeys(terminal: Terminal, until: string): Promise<string> {
  for (;;) {
    const shown = await terminal.shows(new RegExp(`${until}|${TO_ANSWER.source}|${TRUSTING.source}`))
    if (shown.includes(until)) return shown
    const [unanswered] = TO_ANSWER.exec(shown) ?? []
    const [key = ''] = /SHA256:\S+/.exec(shown) ?? []
    await terminal.press('Enter')
    await gone(terminal, unanswered ?? key)
  }
}

const TO_ANSWER = /[▸>] (?:Enter: answer|按回车回答)/
const TRUSTING = /[▸>] (?:I have looked|h\d+ shows|这 \d+ 台|h\d+ 显示)/

/** Waits until that is no longer on the screen, and gives what is. */
export async function gone(terminal: Terminal, text: string): Promise<string> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS
  for (;;) {
    const shown = await terminal.screen()
    if (!shown.includes(text)) return shown
    if (Date.now() > deadline) throw new Error(`${text} stays on the screen:\n${shown}`)
    await new Promise((again) => setTimeout(again, 50))
  }
}
