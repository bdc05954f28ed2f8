import type { Failure } from '../../wizard/run-failures.js'
import type { RunView } from '../../wizard/run-handle.js'
import { linesOf, linesSince } from '../../wizard/run-log.js'
import { PANES, type Pane, type RunScreenState } from '../../wizard/run-screen.js'
import type { PhaseStrip } from '../../wizard/run-strips.js'
import type { PictureLine } from '../picture/span.js'
import { printable } from '../text.js'
import { paneTabs, paneTitle, type RunLook, sideBySide, tabsOf } from './pane-rows.js'
import { HEAD_ROWS } from './run-head.js'
import { type HostRowsInput, hostRows, logRows, phaseRows } from './run-panes.js'

export interface RunBodyInput extends HostRowsInput {
  readonly view: RunView
  readonly screen: RunScreenState
  /** The pane that has the keys. */
  readonly pane: Pane
  readonly picture: readonly PictureLine[]
  readonly phases: readonly PhaseStrip[]
  readonly failures: readonly Failure[]
  /** The card of the failure that is shown, painted. */
  readonly card: readonly string[]
  readonly head: readonly PictureLine[]
  /** Rows of all. */
  readonly rows: number
}

type Line = string | PictureLine

type RunLayout = ReturnType<typeof layoutOf>

/**
 * Rooms of the panes, which depend on the size of the screen alone: from 110x30 on everything is side by side; on a
 * smaller screen one pane is seen at a time. `logRows` are those of the log, and of cards.
 */
export function layoutOf(columns: number, rows: number) {
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
  const lines = [...input.head, ...body]
  return Array.from({ length: input.rows }, (_, i) => lines[i] ?? '')
}

function narrowBody(input: RunBodyInput, layout: RunLayout, look: RunLook): Line[] {
  const { pane, failures } = input
  const rows = layout.logRows
  const panes: Readonly<Record<Pane, () => readonly Line[]>> = {
    picture: () => input.picture,
    phases: () => phaseRows(input.phases, look).slice(0, rows),
    hosts: () => hostRows(input, rows, look),
    failures: () => card(input, rows),
    log: () => log(input, rows, look),
  }
  const wrong = { pane: 'failures', count: failures.length } as const
  const tabs = tabsOf(PANES, pane, wrong, (id) => look.say(`install.pane.${id}`))
  return [paneTabs(tabs, look), ...panes[pane]()]
}

function wideBody(input: RunBodyInput, layout: RunLayout, look: RunLook): Line[] {
  const { pane, phases, screen, failures } = input
  const { pictureColumns, pictureRows, sideColumns, logRows } = layout
  const side = { ...look, columns: sideColumns }
  const titled = (id: 'picture' | 'phases' | 'hosts', columns: number) =>
    paneTitle(look.say(`install.pane.${id}`), pane === id, { ...look, columns })
  const left = [titled('picture', pictureColumns), ...input.picture]
  const right = [
    titled('phases', sideColumns),
    ...phaseRows(phases, side),
    titled('hosts', sideColumns),
    ...hostRows(input, pictureRows - phases.length - 1, side),
  ]
  const failure = look.say('install.failure-of', { number: screen.failure + 1, count: failures.length })
  const bottom =
    pane === 'failures'
      ? [paneTitle(failure, true, look), ...card(input, logRows)]
      : log(input, logRows, look)
  return [...sideBySide(left, right, { left: pictureColumns, gap: 2, rows: pictureRows + 1 }), ...bottom]
}

function card({ card, screen }: RunBodyInput, rows: number): readonly string[] {
  return card.slice(screen.cardTop, screen.cardTop + rows)
}

/** A title that tells whose lines these are and whether they follow, then the lines. */
function log(input: RunBodyInput, rows: number, look: RunLook): PictureLine[] {
  const { view, screen, pane } = input
  const { reading, logOf, query, shift, found } = screen
  const lines = linesOf(reading?.tail ?? view.log, logOf)
  const room = rows - 1
  const top = reading?.top ?? Math.max(0, lines.length - room)
  const title = paneTitle(logTitle(input, look), pane === 'log', look)
  return [title, ...logRows({ lines, focus: logOf, top, rows: room, shift, query, found }, look)]
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
