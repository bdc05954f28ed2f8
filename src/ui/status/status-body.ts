import type { InstanceStatus } from '../../wizard/instance-status.js'
import type { PictureLine } from '../picture/picture.js'
import { paneTabs, paneTitle, type Tab } from '../run/pane-rows.js'
import type { RunLook } from '../run/run-look.js'
import { STATUS_HEAD_ROWS } from './status-head.js'
import { statusRows } from './status-rows.js'

export const STATUS_PANES = ['picture', 'instances', 'problems'] as const
export type StatusPane = (typeof STATUS_PANES)[number]

export interface StatusBodyInput {
  readonly head: readonly PictureLine[]
  readonly picture: readonly PictureLine[]
  readonly statuses: readonly InstanceStatus[]
  /** Id of the instance that is pointed at. */
  readonly focus?: string
  readonly pane: StatusPane
  readonly problems: number
  /** Which of them is shown, from 1. */
  readonly problem: number
  /** Its card, painted, from the first row that is seen. */
  readonly card: readonly string[]
  readonly rows: number
}

export interface StatusLayout {
  readonly isTall: boolean
  readonly pictureRows: number
  /** Rows of the list, and of cards. */
  readonly listRows: number
}

type Line = string | PictureLine

/** From 34 rows on the picture and the list are seen together. */
export function statusLayout(rows: number, instances: number): StatusLayout {
  const rest = rows - STATUS_HEAD_ROWS - 1
  if (rest < 30) return { isTall: false, pictureRows: rest, listRows: rest }
  const listRows = Math.min(Math.floor(rest * 0.4), Math.max(8, instances))
  return { isTall: true, pictureRows: rest - listRows - 1, listRows }
}

/** Everything between header and hint line, exactly `rows` rows. */
export function statusBody(input: StatusBodyInput, look: RunLook): Line[] {
  const { head, rows, pane } = input
  const { isTall, pictureRows, listRows } = statusLayout(rows, input.statuses.length)
  const list = (): Line[] => {
    if (pane === 'problems') return input.card.slice(0, listRows)
    const focus = input.focus === undefined ? {} : { focus: input.focus }
    return statusRows({ statuses: input.statuses, rows: listRows, ...focus }, look)
  }
  const below = (): Line[] => {
    const isBad = pane === 'problems'
    const title = isBad
      ? look.say('live.problem-of', { number: input.problem, count: input.problems })
      : look.say('live.pane.instances')
    return [paneTitle(title, pane !== 'picture', look), ...list()]
  }
  const body: Line[] = isTall
    ? [
        paneTitle(look.say('live.pane.picture'), pane === 'picture', look),
        ...input.picture,
        ...Array.from({ length: Math.max(0, pictureRows - input.picture.length) }, () => ''),
        ...below(),
      ]
    : [paneTabs(tabsOf(input, look), look), ...(pane === 'picture' ? input.picture : list())]
  const lines = [...head, ...body].slice(0, rows)
  return [...lines, ...Array.from({ length: rows - lines.length }, () => '')]
}

function tabsOf({ pane, problems }: StatusBodyInput, { say }: RunLook): Tab[] {
  return STATUS_PANES.filter((id) => id !== 'problems' || problems > 0).map((id) => {
    const name = say(`live.pane.${id}`)
    const isProblems = id === 'problems'
    return { title: isProblems ? `${name} (${problems})` : name, isActive: id === pane, isBad: isProblems }
  })
}
