import { CHECKS, type CheckId, type CheckResult, checkWord } from '../preflight/index.js'
import type { Meaning } from './colour.js'
import { textWidth } from './picture/text-width.js'
import type { Look } from './screen/hooks.js'
import { cut, pad, printable } from './text.js'

/** What is shown for a check on a host: its result, or that it is still under way, or that the host is silent. */
export type CheckCell = CheckResult | 'pending' | 'silent'

/** `first` is the number of the first host that is shown. */
interface CheckGridLook extends Pick<Look, 'say' | 'paint'> {
  readonly width: number
  readonly first: number
}

const MEANINGS: Readonly<Record<CheckCell, Meaning>> = {
  ok: 'done',
  warning: 'warning',
  error: 'failed',
  unknown: 'muted',
  pending: 'muted',
  silent: 'failed',
}
const WIDEST_HOST = 14

/** Checks down, hosts across: as many hosts as there is room for, with those that are shown. */
export function checkGrid(
  hosts: readonly string[],
  cellOf: (host: string, check: CheckId) => CheckCell,
  { say, paint, width, first }: CheckGridLook,
) {
  const text = (cell: CheckCell) =>
    say(cell === 'pending' || cell === 'silent' ? `preflight.${cell}` : `check.result.${cell}`)
  const names = [say('check.check'), ...CHECKS.map((id) => say(checkWord(id)))]
  const nameWidth = Math.max(...names.map(textWidth))
  const cells = hosts.map((host) => CHECKS.map((id) => cellOf(host, id)))
  const widths = hosts.map((host, i) =>
    Math.max(
      Math.min(WIDEST_HOST, textWidth(printable(host))),
      ...(cells[i] ?? []).map((cell) => textWidth(text(cell))),
    ),
  )
  let room = width - nameWidth - 1
  const shown: number[] = []
  for (let i = first; i < hosts.length; i++) {
    room -= (widths[i] ?? 0) + 2
    if (room < 0 && shown.length > 0) break
    shown.push(i)
  }
  const title = shown.map((i) => pad(cut(printable(hosts[i] ?? ''), WIDEST_HOST), widths[i] ?? 0))
  const rows = CHECKS.map((_, row) => {
    const results = shown.map((i) => {
      const cell = cells[i]?.[row] ?? 'unknown'
      return paint(MEANINGS[cell], pad(text(cell), widths[i] ?? 0))
    })
    return ` ${pad(names[row + 1] ?? '', nameWidth)}  ${results.join('  ')}`
  })
  const head = ` ${pad(names[0] ?? '', nameWidth)}  ${title.join('  ')}`
  return { lines: [paint('muted', head.trimEnd()), ...rows], shown: shown.map((i) => hosts[i] ?? '') }
}
