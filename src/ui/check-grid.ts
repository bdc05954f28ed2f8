import stringWidth from 'string-width'
import type { Say } from '../i18n/say.js'
import { CHECKS, type CheckId, type CheckResult, checkWord } from '../preflight/index.js'
import type { Meaning, Paint } from './colour.js'
import { cut, pad, printable } from './text.js'

/** What is shown for a check on a host: its result, or that it is still under way, or that the host is silent. */
export type CheckCell = CheckResult | 'pending' | 'silent'

export interface CheckGrid {
  readonly lines: readonly string[]
  /** Hosts that are shown. */
  readonly shown: readonly string[]
}

export interface CheckGridLook {
  readonly say: Say
  readonly paint: Paint
  readonly width: number
  /** Number of the first host that is shown. */
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

/** Checks down, hosts across: as many hosts as there is room for. */
export function checkGrid(
  hosts: readonly string[],
  cellOf: (host: string, check: CheckId) => CheckCell,
  { say, paint, width, first }: CheckGridLook,
): CheckGrid {
  const text = (cell: CheckCell) =>
    say(cell === 'pending' || cell === 'silent' ? `preflight.${cell}` : `check.result.${cell}`)
  const names = Math.max(
    ...[say('check.check'), ...CHECKS.map((id) => say(checkWord(id)))].map((one) => stringWidth(one)),
  )
  const cells = hosts.map((host) => CHECKS.map((id) => cellOf(host, id)))
  const widths = hosts.map((host, i) =>
    Math.max(
      Math.min(WIDEST_HOST, stringWidth(printable(host))),
      ...(cells[i] ?? []).map((cell) => stringWidth(text(cell))),
    ),
  )
  let room = width - names - 1
  const shown: number[] = []
  for (let i = first; i < hosts.length; i++) {
    room -= (widths[i] ?? 0) + 2
    if (room < 0 && shown.length > 0) break
    shown.push(i)
  }
  const title = shown.map((i) => pad(cut(printable(hosts[i] ?? ''), WIDEST_HOST), widths[i] ?? 0))
  const rows = CHECKS.map((id, row) => {
    const results = shown.map((i) => {
      const cell = cells[i]?.[row] ?? 'unknown'
      return paint(MEANINGS[cell], pad(text(cell), widths[i] ?? 0))
    })
    return ` ${pad(say(checkWord(id)), names)}  ${results.join('  ')}`
  })
  const head = ` ${pad(say('check.check'), names)}  ${title.join('  ')}`
  return { lines: [paint('muted', head.trimEnd()), ...rows], shown: shown.map((i) => hosts[i] ?? '') }
}
