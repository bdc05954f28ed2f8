import { fitText, SIGNS } from '../../src/ui/picture/span.js'
import { textWidth } from '../../src/ui/picture/text-width.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { pad } from '../../src/ui/text.js'
import { type ColumnId, cellText, rowSign } from './host-cells.js'
import type { HostState } from './host-states.js'

/** `rows`: with the title. */
export interface TableLook extends Pick<Look, 'say' | 'paint' | 'charset' | 'columns' | 'rows'> {
  readonly selected: string | undefined
}

interface Column {
  readonly id: ColumnId
  readonly width: number
  readonly isRight?: boolean
}

const NARROW: readonly Column[] = [
  { id: 'name', width: 8 },
  { id: 'address', width: 15 },
  { id: 'reach', width: 4 },
  { id: 'host-key', width: 4 },
  { id: 'login', width: 5 },
  { id: 'sudo', width: 4 },
  { id: 'system', width: 12 },
  { id: 'cores', width: 3, isRight: true },
  { id: 'memory', width: 4, isRight: true },
  { id: 'disk', width: 4, isRight: true },
  { id: 'clock', width: 4 },
]

const WIDE: readonly Column[] = [
  { id: 'name', width: 14 },
  { id: 'login-as', width: 26 },
  { id: 'reach', width: 4 },
  { id: 'host-key', width: 4 },
  { id: 'login', width: 5 },
  { id: 'sudo', width: 4 },
  { id: 'system', width: 14 },
  { id: 'cores', width: 3, isRight: true },
  { id: 'memory', width: 5, isRight: true },
  { id: 'disk', width: 5, isRight: true },
  { id: 'clock', width: 6 },
  { id: 'state', width: 99 },
]

/** From here on there is room for whole logins, and for what each host is doing. */
const WIDE_FROM = 116

/** A title and as many hosts as there is room for, the selected one among them. */
export function hostTable(states: readonly HostState[], look: TableLook): string[] {
  const { say, paint, charset, rows } = look
  const columns = look.columns >= WIDE_FROM ? WIDE : NARROW
  const room = Math.max(1, rows - 1)
  const at = states.findIndex(({ host }) => host.name === look.selected)
  const first = Math.max(0, Math.min(at - Math.floor(room / 2), states.length - room))
  const shown = states.slice(first, first + room)
  const title = columns.map(({ id, width, isRight }) =>
    pad(fitText(say(`machines.column.${id}`), width, charset), width, isRight ? 'right' : 'left'),
  )
  const place =
    shown.length === states.length
      ? ''
      : say('screen.rows', { first: first + 1, last: first + shown.length, all: states.length })
  const head = `   ${title.join(' ').trimEnd()}`
  const gap = look.columns - textWidth(head) - textWidth(place) - 1
  const titleLine =
    place === '' ? head : gap < 1 ? withPlace(head, place, look.columns) : `${head}${' '.repeat(gap)}${place}`
  return [paint('muted', titleLine), ...shown.map((state) => hostRow(state, columns, look))]
}

/** Where the title leaves no room, the place of the rows takes that of the last columns. */
function withPlace(head: string, place: string, columns: number): string {
  const room = columns - textWidth(place) - 2
  let kept = ''
  for (const character of head) {
    if (textWidth(kept + character) > room) break
    kept += character
  }
  return `${pad(kept, room + 1)}${place}`
}

function hostRow(state: HostState, columns: readonly Column[], look: TableLook): string {
  const { paint, charset, selected } = look
  const isSelected = state.host.name === selected
  const sign = rowSign(state, charset)
  const cells = columns.map(({ id, width, isRight }) => {
    const { text, meaning } = cellText(id, state, charset, look.say)
    const isLast = id === 'state'
    const fitted = fitText(text, isLast ? Math.max(0, look.columns - widthBefore(columns)) : width, charset)
    const padded = isLast ? fitted : pad(fitted, width, isRight ? 'right' : 'left')
    if (id === 'name' && isSelected) return paint('strong', padded)
    return meaning === undefined ? padded : paint(meaning, padded)
  })
  const pointer = isSelected ? paint('strong', SIGNS[charset].pointer) : ' '
  return `${pointer}${paint(sign.meaning ?? 'muted', sign.text)} ${cells.join(' ')}`.trimEnd()
}

function widthBefore(columns: readonly Column[]): number {
  return 3 + columns.slice(0, -1).reduce((sum, { width }) => sum + width + 1, 0) + 1
}
