import { CHECKS, type CheckId, type CheckResult } from '../preflight/index.js'
import type { Meaning } from '../ui/colour.js'
import { table } from '../ui/table.js'
import { pad } from '../ui/wrap.js'
import type { Session } from './session.js'

type Summary = Readonly<Record<string, Readonly<Record<CheckId, CheckResult>>>>

const MEANINGS: Readonly<Record<CheckResult, Meaning>> = {
  ok: 'done',
  warning: 'warning',
  error: 'failed',
  unknown: 'muted',
}

const NAME_COLUMN = 20
const GAP = 2

/** Checks down, hosts across; as many tables below each other as the width of the screen asks for. */
export function checkTable(session: Session, summary: Summary): string[] {
  const { say, paint, width } = session
  const hosts = Object.keys(summary)
  const widest = Math.max(7, ...hosts.map((host) => host.length))
  const perTable = Math.max(1, Math.floor((width - NAME_COLUMN) / (widest + GAP)))
  const out: string[] = []
  for (let first = 0; first < hosts.length; first += perTable) {
    const shown = hosts.slice(first, first + perTable)
    const columns = [
      { title: pad(say('check.check'), NAME_COLUMN - GAP) },
      ...shown.map((title) => ({ title })),
    ]
    const rows = CHECKS.map((id) => [
      say(`check.${id}`),
      ...shown.map((host) => {
        const result = summary[host]?.[id] ?? 'unknown'
        return { text: say(`check.result.${result}`), meaning: MEANINGS[result] }
      }),
    ])
    out.push(...table(columns, rows, { paint, width }), '')
  }
  return out
}
