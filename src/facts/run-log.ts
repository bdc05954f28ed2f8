import type { RunLine } from '../actions/run-log.js'
import { isRecord, jsonIn, wholeNumber } from './answer.js'
import { LAST_GENERATION } from './record.js'

const WHATS = ['begun', 'done', 'failed', 'cancelled'] as const

/** The lines of a host's log of runs that can be understood. Whoever is root there may have written them: no terminal may be moved by it. */
export function runLinesIn(output: string): readonly RunLine[] {
  return output.split('\n').flatMap((line) => {
    const value = jsonIn(line)
    if (!isRecord(value)) return []
    const what = WHATS.find((one) => one === value.what)
    const word = (name: string) =>
      String(value[name] ?? '')
        .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
        .slice(0, 100)
    const [run, at, organisation, plan] = [word('run'), word('at'), word('organisation'), word('plan')]
    const [user, machine, command] = [word('user'), word('machine'), word('command')]
    if (what === undefined || run === '' || Number.isNaN(Date.parse(at))) return []
    const generation = wholeNumber(word('generation'))
    const known = generation > 0 && generation <= LAST_GENERATION ? { generation } : {}
    return [{ run, what, at, organisation, user, machine, command, plan, ...known }]
  })
}
