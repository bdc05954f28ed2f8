import stringWidth from 'string-width'
import type { Problem, Where } from '../errors/problem.js'
import { explain } from '../i18n/explain.js'
import { type Language, type Say, sayIn } from '../i18n/say.js'
import { groupBy } from '../lib/group-by.js'
import { literally } from '../lib/text.js'
import type { Paint } from './colour.js'
import { cut, pad, printable, wrap } from './text.js'

export interface CardLook {
  readonly language: Language
  readonly paint: Paint
  /** Columns of the screen. */
  readonly width: number
  /** How many lines of output there is room for; absent: ten. */
  readonly outputLines?: number
  /** Text of the operator's file, for the line that a problem is about. */
  readonly source?: string
  /** Makes commands in a fix what this operator types for them; absent: as they are called. */
  readonly asTyped?: (sentence: string) => string
}

const OUTPUT_LINES = 10
/** Named in one sentence. */
const MOST_HOSTS = 12
/** Columns. */
const LONGEST_OUTPUT = 1000
/** All of it is to be read before anybody decides; more than that nobody reads on a screen. */
const DIFFERENCE_LINES = 400
const KEY_PROBLEMS: readonly string[] = ['topology.unknown-key', 'topology.misspelt-key']
export const SEVERITY_MEANING = { error: 'failed', warning: 'warning', advice: 'advice' } as const

/** A problem as a person reads it: what, where, why, numbered fixes, code, the last lines of output. */
export function problemCard(problem: Problem, look: CardLook): string[] {
  const say = sayIn(look.language)
  const { why, fix } = explain(problem, look.language)
  const labels = (['where', 'line', 'output', 'differs', 'also', 'why', 'fix', 'code'] as const).map((id) =>
    say(`card.${id}`),
  )
  const indent = Math.max(...labels.map((label) => stringWidth(label))) + 4
  const room = Math.max(30, look.width - indent)

  const out = problemTitle(problem, look)
  const section = (label: string, lines: readonly string[]) =>
    lines.forEach((line, i) => {
      out.push(`  ${look.paint('muted', pad(i === 0 ? label : '', indent - 2))}${line}`.trimEnd())
    })
  const place = placeOf(problem.where, say)
  section(say('card.where'), place === '' ? [] : wrap(place, room))
  section(say('card.line'), excerpt(problem.where, look.source, room, KEY_PROBLEMS.includes(problem.code)))
  const isDifference = problem.code.startsWith('record.')
  const most = look.outputLines ?? (isDifference ? DIFFERENCE_LINES : OUTPUT_LINES)
  section(say(isDifference ? 'card.differs' : 'card.output'), lastLines(problem.output ?? [], most, say))
  section(
    say('card.also'),
    consequencesOf(problem, look.language).flatMap((line) => wrap(line, room)),
  )
  section(
    say('card.why'),
    paragraphs(why).flatMap((line) => wrap(line, room)),
  )
  section(say('card.fix'), steps(look.asTyped?.(fix) ?? fix, room))
  section(say('card.code'), [problem.code])
  return out
}

/** Only what happened, for problems that are explained elsewhere. */
export function problemTitle(
  problem: Problem,
  { language, paint, width }: Omit<CardLook, 'source'>,
): string[] {
  const severity = sayIn(language)(`card.${problem.severity}`)
  const label = language === 'zh' ? `${severity}：` : `${severity}:`
  const [first = '', ...more] = paragraphs(explain(problem, language).what)
  const [begin = '', ...rows] = wrap(language === 'zh' ? label + first : `${label} ${first}`, width)
  const title = paint(SEVERITY_MEANING[problem.severity], label) + begin.slice(label.length)
  return [title, ...rows, ...more.flatMap((line) => hanging(line, width))]
}

function placeOf({ file, line, path, host, instance, action }: Where, say: Say): string {
  const place = [
    (file ?? '') + (line === undefined ? '' : `:${line}`),
    path ?? '',
    host === undefined ? '' : say('card.host', { host }),
    instance === undefined || instance === 'host' ? '' : say('card.instance', { instance }),
    action === undefined ? '' : say('card.action', { action }),
  ]
  return printable(place.filter((part) => part !== '').join(say('and')))
}

/** What failed elsewhere because of it, a sentence for all hosts where it is the same. */
function consequencesOf({ consequences = [] }: Problem, language: Language): string[] {
  return [...groupBy(consequences, ({ code, details }) => `${code} ${details.from}`).values()].flatMap(
    ([first, ...others]) => {
      if (first === undefined) return []
      const hosts = [...new Set([first, ...others].map(({ where }) => where.host ?? ''))]
      const more =
        hosts.length > MOST_HOSTS
          ? ` ${sayIn(language)('stop.more', { count: hosts.length - MOST_HOSTS })}`
          : ''
      const host = hosts.slice(0, MOST_HOSTS).join(', ') + more
      return paragraphs(explain({ ...first, details: { ...first.details, host } }, language).what)
    },
  )
}

function lastLines(output: readonly string[], most: number, say: Say): string[] {
  const last = output
    .slice(-most)
    .map((line) => `| ${printable(cut(line.slice(0, 16 * LONGEST_OUTPUT), LONGEST_OUTPUT))}`)
  const before = output.length - last.length
  return before > 0 ? [say('card.more-lines', { count: before }), ...last] : last
}

/** Each line of `fix` is a step; indented lines belong to the step above: YAML to paste, never broken. */
function steps(fix: string, room: number): string[] {
  const all = paragraphs(fix)
  const several = all.filter((line) => !/^\s/.test(line)).length > 1
  let number = 0
  return all.flatMap((line) => {
    if (/^\s/.test(line)) return [several ? `   ${line}` : line]
    number += 1
    const mark = several ? `${number}. ` : ''
    const rows = wrap(line, room - mark.length)
    return rows.map((row, i) => (i === 0 ? mark + row : ' '.repeat(mark.length) + row))
  })
}

// Rows of an indented line stay below its beginning, two columns further in.
function hanging(line: string, width: number): string[] {
  const indent = line.search(/\S/)
  const rows = wrap(line.trimStart(), width - indent - 2)
  return rows.map((row, i) => ' '.repeat(i === 0 ? indent : indent + 2) + row)
}

function paragraphs(sentences: string): string[] {
  return sentences
    .split('\n')
    .map((line) => printable(line).trimEnd())
    .filter((line) => line !== '')
}

/**
 * The line of the file that a problem is about, with carets below the value, or the key, or the whole line. `isKey`: it
 * is about the key whatever its value.
 */
export function excerpt(where: Where, source: string | undefined, width: number, isKey = false): string[] {
  if (source === undefined || where.line === undefined) return []
  const line = source.split('\n')[where.line - 1]?.trimEnd()
  if (line === undefined || line.length > LONGEST_LINE || line.trim() === '' || SECRET.test(line)) return []
  const { start, end } = markedPart(line, where.path, isKey)
  const number = `${where.line} | `
  const before = ' '.repeat(number.length - 2)
  const shown = cut(printable(line), width - number.length)
  const carets = '^'.repeat(Math.max(1, stringWidth(printable(line.slice(start, end)))))
  const marks = ' '.repeat(stringWidth(printable(line.slice(0, start)))) + carets
  return [number + shown, `${before}| ${marks}`.slice(0, width)]
}

/** Characters. Of a longer one a screen would show too little, and to search it takes long. */
const LONGEST_LINE = 4096

/** A line that may hold a password or a key is not repeated on a screen, or in the log of an automation. */
const SECRET = /(?:pas+\w*|secret|token)["']?\s*:|:\/\/[^/\s]*@|-----BEGIN|AGE-SECRET-KEY-/i

function markedPart(whole: string, path = '', isKey: boolean): { start: number; end: number } {
  const line = onlyItem(whole, path)
  const content = line.search(/\S/)
  const key = path.match(/([^.[\]]+)(?:\[\d+\])*$/)?.[1]
  const at = key === undefined ? -1 : line.search(new RegExp(keyPattern(key)))
  if (at === -1) return { start: line[content] === '-' ? content + 2 : content, end: line.length }
  const afterKey = line.indexOf(':', at) + 1
  const value = line.slice(afterKey).search(/[^\s]/)
  if (value === -1 || isKey) return { start: at, end: afterKey - 1 }
  return { start: afterKey + value, end: endOfValue(line, afterKey + value) }
}

const keyPattern = (key: string) => `(?<![\\w-])["']?${literally(key)}["']?\\s*:`

// `roles.data[1]` in `data: [h1, hh2]`: all before the item is blank, and nothing behind it.
function onlyItem(line: string, path: string): string {
  const [, key = '', index] = /([^.[\]]+)\[(\d+)\][^[\]]*$/.exec(path) ?? []
  const list = new RegExp(`${keyPattern(key)}\\s*\\[`).exec(line)
  if (index === undefined || list === null) return line
  const start = list.index + list[0].length
  const item = [...line.slice(start).matchAll(/(?:"[^"]*"|'[^']*'|\{[^}]*\}|[^,\]{}"'])+/g)][Number(index)]
  return item === undefined ? line : `${' '.repeat(start + item.index)}${item[0].trimEnd()}`
}

// In a flow mapping the value ends at the comma or bracket, in a block at the comment.
function endOfValue(line: string, start: number): number {
  const rest = line.slice(start)
  const end = /^(?:"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,}\]#]+)/.exec(rest)?.[0] ?? rest
  return start + end.trimEnd().length
}
