import type { Say } from '../../src/i18n/say.js'
import type { Press } from '../../src/ui/screen/press.js'
import { scrolledWithin } from '../../src/ui/screen/rows.js'
import { type Hint, hintsIn } from '../../src/ui/screen/screen.js'
import { STATUS_PANES, type StatusPane } from '../../src/ui/status/status-body.js'
import { beside, nextInRow } from '../../src/wizard/run-screen.js'

/** What the operator has chosen to look at. */
export interface StatusScreen {
  readonly pane: StatusPane
  readonly host?: string
  readonly instance?: string
  readonly isZoomed: boolean
  /** The first row that is seen of the host that is zoomed in on. */
  readonly zoomTop: number
  readonly problem: number
  readonly cardTop: number
}

export const NEW_STATUS_SCREEN: StatusScreen = {
  pane: 'picture',
  isZoomed: false,
  zoomTop: 0,
  problem: 0,
  cardTop: 0,
}

export interface StatusKeysInput {
  readonly screen: StatusScreen
  readonly pane: StatusPane
  readonly host: string | undefined
  /** Names of all hosts as the focus moves. */
  readonly hosts: readonly string[]
  readonly instance: string | undefined
  /** Ids of all instances. */
  readonly instances: readonly string[]
  readonly problems: number
  readonly zoomRows: number
  readonly zoomLength: number
  readonly cardRows: number
  readonly cardLength: number
  /** Enter is somebody else's: the picture is zoomed by `z` alone. */
  readonly isHome: boolean
}

/** What a key means on the status screen; undefined where it means nothing. */
export function statusKey(press: Press, input: StatusKeysInput): StatusScreen | 'ask' | 'log' | undefined {
  const { screen, pane, problems } = input
  const { name, text } = press
  if (text === 'r') return 'ask'
  if (text === 'l') return 'log'
  if (text === 'p' && problems > 0) return { ...screen, pane: 'problems', cardTop: 0 }
  if (text === 'z' || (name === 'enter' && pane === 'picture' && !input.isHome))
    return { ...screen, pane: 'picture', isZoomed: !screen.isZoomed, zoomTop: 0 }
  if (name === 'escape' && pane === 'picture' && screen.isZoomed) return { ...screen, isZoomed: false }
  if (name === 'tab' || name === 'backtab') {
    const panes = STATUS_PANES.filter((id) => id !== 'problems' || problems > 0)
    return { ...screen, pane: beside(panes, pane, name === 'tab' ? 1 : -1), cardTop: 0 }
  }
  if (pane === 'problems') return problemKey(name, input)
  if (pane === 'picture') {
    if (screen.isZoomed && name !== 'left' && name !== 'right') {
      const zoomTop = scrolledWithin(name, screen.zoomTop, input.zoomRows, input.zoomLength)
      return zoomTop === undefined ? undefined : { ...screen, zoomTop }
    }
    const host = nextInRow(input.hosts, input.host, name)
    return host === undefined ? undefined : { ...screen, host, zoomTop: 0 }
  }
  const instance = nextInRow(input.instances, input.instance, name)
  return instance === undefined ? undefined : { ...screen, instance }
}

export function statusHints(input: StatusKeysInput, say: Say): Hint[] {
  const { screen, pane, problems, cardLength, cardRows, zoomLength, zoomRows } = input
  const isPicture = pane === 'picture'
  const isProblems = pane === 'problems'
  const isZoomed = isPicture && screen.isZoomed
  return hintsIn(
    [
      ['r', 'live.key.again'],
      ['Tab', 'install.key.panes'],
      [isZoomed ? '←→' : '↑↓', isPicture && 'install.key.host'],
      ['↑↓', isZoomed && zoomLength > zoomRows && 'key.scroll'],
      ['Esc', isZoomed && 'key.all-hosts'],
      [input.isHome ? 'z' : 'Enter', isPicture && !isZoomed && 'key.zoom'],
      ['↑↓', pane === 'instances' && 'live.key.instance'],
      ['←→', isProblems && problems > 1 && 'live.key.other-problem'],
      ['↑↓', isProblems && cardLength > cardRows && 'key.scroll'],
      ['p', problems > 0 && !isProblems && 'live.key.problems'],
      ['q', !input.isHome && 'key.quit'],
      ['l', !isProblems && !input.isHome && 'install.key.log'],
    ],
    say,
  )
}

function problemKey(name: string, { screen, problems, cardRows, cardLength }: StatusKeysInput) {
  if (name === 'left' || name === 'right') {
    const problem = Math.max(0, Math.min(problems - 1, screen.problem + (name === 'left' ? -1 : 1)))
    return { ...screen, problem, cardTop: 0 }
  }
  const cardTop = scrolledWithin(name, screen.cardTop, cardRows, cardLength)
  return cardTop === undefined ? undefined : { ...screen, cardTop }
}
