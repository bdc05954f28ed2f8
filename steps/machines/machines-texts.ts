import { explain } from '../../src/i18n/explain.js'
import type { Meaning } from '../../src/ui/colour.js'
import { fitText, oneLine, SIGNS } from '../../src/ui/picture/span.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { wrap } from '../../src/ui/text.js'
import type { DraftHost, Venue } from '../../src/wizard/draft.js'
import type { LineMistake } from '../../src/wizard/hosts/entry.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { type HostState, isReady } from './host-states.js'
import type { MachinesNow } from './machines-now.js'

const MOST_MESSAGE_ROWS = 2
const MEANINGS = { error: 'failed', warning: 'warning', advice: 'advice' } as const

interface MessageInput {
  readonly now: MachinesNow
  readonly screen: MachinesScreen
  readonly aliases: readonly DraftHost[]
  readonly place: Venue
}

/** Below the line that adds: what came of it, or what could be written there. One row or two. */
export function messageLines(input: MessageInput, look: Look): string[] {
  const { text, meaning } = messageOf(input, look)
  const rows = wrap(text, look.columns - 2).slice(0, MOST_MESSAGE_ROWS)
  return rows.map((row) => ` ${look.paint(meaning, row)}`)
}

function messageOf(
  { now, screen, aliases, place }: MessageInput,
  look: Look,
): { text: string; meaning: Meaning } {
  const { say } = look
  const notReady = now.states.filter((state) => !isReady(state)).length
  if (screen.isWarned && now.states.length === 0)
    return { text: say('machines.first-one'), meaning: 'warning' }
  if (screen.isWarned && notReady > 0)
    return { text: say('machines.warned', { count: notReady }), meaning: 'warning' }
  const [first, ...more] = screen.told?.mistakes ?? []
  if (first !== undefined) {
    const added = screen.told?.added ?? 0
    const prefix = added === 0 ? '' : `${say('machines.added', { count: added })} `
    const rest = more.length === 0 ? '' : ` ${say('machines.more-mistakes', { count: more.length })}`
    const isOnly = first.problem.details.line === 1 && more.length === 0
    const { what, fix } = explain(first.problem, look.language)
    const told = isOnly ? `${what} ${fix.split('\n')[0]}` : say('machines.line', { line: first.line, what })
    return { text: oneLine(`${prefix}${told}${rest}`), meaning: MEANINGS[first.problem.severity] }
  }
  if (screen.told !== undefined && screen.told.added > 0)
    return { text: say('machines.added', { count: screen.told.added }), meaning: 'done' }
  if (aliases.length > 0 && place === 'machines') {
    const names = aliases.slice(0, 6).map(({ name }) => oneLine(name))
    return { text: say('machines.aliases', { names: names.join(', ') }), meaning: 'muted' }
  }
  return { text: say('machines.example'), meaning: 'muted' }
}

/** Every mistake of a list that was pasted, a row each. */
export function mistakeLines(mistakes: readonly LineMistake[], look: Look): string[] {
  return mistakes.map(({ line, problem }) => {
    const text = look.say('machines.line', { line, what: explain(problem, look.language).what })
    return ` ${look.paint(MEANINGS[problem.severity], fitText(oneLine(text), look.columns - 2, look.charset))}`
  })
}

/** `5 of 8 ready · 1 asks something · 2 failed`. */
export function summaryLine(states: readonly HostState[], { say, paint, charset }: Look): string {
  if (states.length === 0) return ''
  const count = (marks: readonly HostState['mark'][]) =>
    states.filter(({ mark }) => marks.includes(mark)).length
  const ready = states.filter(isReady).length
  const parts: readonly (readonly [number, Parameters<Look['say']>[0], Meaning])[] = [
    [count(['waiting', 'running']), 'machines.summary.looking', 'running'],
    [count(['unknown']), 'machines.summary.asking', 'warning'],
    [count(['failed']), 'machines.summary.failed', 'failed'],
  ]
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, word, meaning]) => paint(meaning, say(word, { count: number })))
  const all = say('machines.summary', { ready, all: states.length })
  return ` ${[ready === states.length ? paint('done', all) : all, ...told].join(` ${SIGNS[charset].between} `)}`
}
