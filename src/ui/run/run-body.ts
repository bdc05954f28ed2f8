import type { Failure } from '../../wizard/run-failures.js'
import type { RunView } from '../../wizard/run-handle.js'
import { linesOf, linesSince } from '../../wizard/run-log.js'
import { PANES, type Pane, type RunScreenState } from '../../wizard/run-screen.js'
import type { HostStrip, PhaseStrip } from '../../wizard/run-strips.js'
import type { PictureLine } from '../picture/span.js'
import { printable } from '../text.js'
import { logRows } from './log-rows.js'
import { paneTabs, paneTitle, type RunLook, sideBySide, type Tab } from './pane-rows.js'
import { HEAD_ROWS } from './run-head.js'
import { hostRows, phaseRows } from './strip-rows.js'

export interface RunBodyInput {
  readonly view: RunView
  readonly screen: RunScreenState
  /** The pane that has the keys. */
  readonly pane: Pane
  readonly host?: string
  readonly picture: readonly PictureLine[]
  readonly phases: readonly PhaseStrip[]
  readonly hosts: readonly HostStrip[]
  readonly failures: readonly Failure[]
  /** The card of the failure that is shown, painted. */
  readonly card: readonly string[]
  readonly head: readonly PictureLine[]
  /** Rows of all. */
  readonly rows: number
}

type Line = string | PictureLine

/** Rooms of the panes, which depend on the size of the screen alone. */
export interface RunLayout {
  readonly isWide: boolean
  readonly pictureColumns: number
  readonly pictureRows: number
  readonly sideColumns: number
  /** Rows of the log, and of cards. */
  readonly logRows: number
}

/** From 110x30 on everything is side by side; on a smaller screen one pane is seen at a time. */
export function layoutOf(columns: number, rows: number): RunLayout {
  const rest = rows - HEAD_ROWS - 1
  if (columns < 110 || rest < 25)
    return { isWide: false, pictureColumns: columns, pictureRows: rest, sideColumns: columns, logRows: rest }
  const sideColumns = Math.max(44, Math.floor(columns * 0.32))
  const bottom = Math.max(8, Math.floor(rest * 0.34))
  return {
    isWide: true,
    pictureColumns: columns - sideColumns - 2,
    pictureRows: rest - bottom - 1,
    sideColumns,
    logRows: bottom,
  }
}

/** Everything between header and hint line, exactly `rows` rows. */
export function runBody(input: RunBodyInput, look: RunLook): Line[] {
  const layout = layoutOf(look.columns, input.rows)
  const body = layout.isWide ? wideBody(input, layout, look) : narrowBody(input, layout, look)
  const lines = [...input.head, ...body].slice(0, input.rows)
  return [...lines, ...Array.from({ length: input.rows - lines.length }, () => '')]
}

function narrowBody(input: RunBodyInput, layout: RunLayout, look: RunLook): Line[] {
  const { pane, failures, phases, screen } = input
  const rows = layout.logRows
  const tabs = paneTabs(tabsOf(pane, failures.length, look), look)
  switch (pane) {
    case 'picture':
      return [tabs, ...input.picture]
    case 'phases':
      return [tabs, ...phaseRows(phases, look).slice(0, rows)]
    case 'hosts':
      return [tabs, ...hosts(input, rows, look)]
    case 'failures':
      return [tabs, ...input.card.slice(screen.cardTop, screen.cardTop + rows)]
    case 'log':
      return [tabs, ...log(input, rows, look)]
  }
}

function tabsOf(pane: Pane, failures: number, { say }: RunLook): Tab[] {
  const shown = PANES.filter((id) => id !== 'failures' || failures > 0)
  return shown.map((id) => {
    const name = say(`install.pane.${id}`)
    const isFailures = id === 'failures'
    return { title: isFailures ? `${name} (${failures})` : name, isActive: id === pane, isBad: isFailures }
  })
}

function wideBody(input: RunBodyInput, layout: RunLayout, look: RunLook): Line[] {
  const { pane, phases, screen } = input
  const side = { ...look, columns: layout.sideColumns }
  const hostRoom = layout.pictureRows - phases.length - 1
  const right = [
    paneTitle(look.say('install.pane.phases'), pane === 'phases', side),
    ...phaseRows(phases, side),
    paneTitle(look.say('install.pane.hosts'), pane === 'hosts', side),
    ...hosts(input, hostRoom, side),
  ]
  const left = [
    paneTitle(look.say('install.pane.picture'), pane === 'picture', {
      ...look,
      columns: layout.pictureColumns,
    }),
    ...input.picture,
  ]
  const bottom =
    pane === 'failures'
      ? [
          paneTitle(
            look.say('install.failure-of', { number: screen.failure + 1, count: input.failures.length }),
            true,
            look,
          ),
          ...input.card.slice(screen.cardTop, screen.cardTop + layout.logRows),
        ]
      : log(input, layout.logRows, look)
  const columns = { left: layout.pictureColumns, gap: 2, rows: layout.pictureRows + 1 }
  return [...sideBySide(left, right, columns), ...bottom]
}

function hosts({ hosts: strips, view, host }: RunBodyInput, rows: number, look: RunLook): PictureLine[] {
  const focus = host === undefined ? {} : { focus: host }
  return hostRows({ strips, progress: view.progress, rows, ...focus }, look)
}

/** A title that tells whose lines these are and whether they follow, then the lines. */
function log(input: RunBodyInput, rows: number, look: RunLook): PictureLine[] {
  const { view, screen, pane } = input
  const { reading, logOf, query, shift, found } = screen
  const lines = linesOf(reading?.tail ?? view.log, logOf)
  const room = rows - 1
  const top = reading?.top ?? Math.max(0, lines.length - room)
  const title = paneTitle(logTitle(input, look), pane === 'log', look)
  const at = found === undefined ? {} : { found }
  return [title, ...logRows({ lines, focus: logOf, top, rows: room, shift, query, ...at }, look)]
}

function logTitle({ view, screen }: RunBodyInput, { say }: RunLook): string {
  const { logOf, reading } = screen
  const of =
    logOf.kind === 'all'
      ? say('install.log.all')
      : say('install.log.of', { what: printable(logOf.kind === 'host' ? logOf.host : logOf.node) })
  if (reading === undefined) return of
  return `${of}, ${say('install.log.frozen', { count: linesSince(reading.tail, view.log) })}`
}
