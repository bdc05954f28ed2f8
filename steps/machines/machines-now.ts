import { useMemo } from 'react'
import type { Problem } from '../../src/errors/problem.js'
import type { Release } from '../../src/topology/release.js'
import { oneLine } from '../../src/ui/picture/span.js'
import { textWidth } from '../../src/ui/picture/text-width.js'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { Size, StepProps } from '../../src/ui/screen/step.js'
import { pad } from '../../src/ui/text.js'
import type { DraftFile, DraftHost } from '../../src/wizard/draft.js'
import { draftProblems } from '../../src/wizard/draft-topology.js'
import { lacksUser } from '../../src/wizard/hosts/edit-hosts.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { worstFirst } from '../../src/wizard/order-problems.js'
import { hostVerdicts, type Verdicts } from '../../src/wizard/probe/host-verdicts.js'
import type { Probe } from '../../src/wizard/probe/probe-board.js'
import { stepOf } from '../../src/wizard/step-of.js'
import type { OfferedKey, OperatorQuestion } from '../../src/wizard/workbench.js'

export type KeyQuestion = Extract<OperatorQuestion, { kind: 'host-key' }>

/** What is asked of the operator first: an account, a password, or keys, of which several are looked at together. */
export type AskedNow =
  | { readonly kind: 'user'; readonly hosts: readonly string[] }
  | {
      readonly kind: 'keys'
      readonly questions: readonly KeyQuestion[]
      /** Further keys, which are asked about next. */
      readonly rest: number
    }
  | { readonly kind: 'password'; readonly question: Extract<OperatorQuestion, { kind: 'password' }> }

/** The questions that are answered next, of all that are open: a page of keys after the other, or one password. */
export function nextQuestions(open: readonly OperatorQuestion[]): readonly OperatorQuestion[] {
  const keys = open.filter(isAboutKey)
  return keys.length > 0 ? keys : open.slice(0, 1)
}

export type MachinesNow = ReturnType<typeof machinesNow>

/** The screen as it is, with what follows from it. */
export function machinesNow(
  screen: MachinesScreen,
  states: readonly HostState[],
  questions: readonly OperatorQuestion[],
  size: Size,
) {
  const { answering } = screen
  const nameless = states.filter(({ asks }) => asks === 'user').map(({ host }) => host.name)
  const open = answering.filter((question) => questions.includes(question))
  const isGone = screen.focus === 'question' && answering.length > 0 && open.length === 0
  const isAnswering = screen.focus === 'question' && open.length > 0
  const asked = isAnswering
    ? askedOf(open, questions, size)
    : nameless.length > 0
      ? ({ kind: 'user', hosts: nameless } as const)
      : askedOf(nextQuestions(questions), questions, size)
  const pointed = states.find(({ host }) => host.name === screen.selected)
  const inTable = screen.focus === 'table' || screen.focus === 'details' || screen.focus === 'form'
  const selected = pointed ?? (inTable ? states[0] : states.find(({ problems }) => problems.length > 0))
  const isAsked = isAnswering || nameless.length > 0
  /** Where keys go: never to something that is not there any more. `idle`: what was being answered has gone. */
  const focus: MachinesScreen['focus'] | 'idle' = isGone ? 'idle' : focusOf(screen, selected, isAsked)
  return {
    focus,
    states,
    asked,
    /** Under the pointer; without one, the first that has a problem. */
    selected,
    failed: states.filter(({ probe }) => probe?.state === 'failed'),
    isAllReady: states.length > 0 && states.every(isReady),
  }
}

function askedOf(
  now: readonly OperatorQuestion[],
  all: readonly OperatorQuestion[],
  size: Size,
): AskedNow | undefined {
  const [first] = now
  if (first === undefined) return undefined
  if (first.kind === 'password') return { kind: 'password', question: first }
  const questions = keysInSight(now.filter(isAboutKey), size)
  return { kind: 'keys', questions, rest: all.filter(isAboutKey).length - questions.length }
}

function isAboutKey(question: OperatorQuestion): question is KeyQuestion {
  return question.kind === 'host-key'
}

function focusOf(
  { focus, form }: MachinesScreen,
  selected: HostState | undefined,
  isAsked: boolean,
): MachinesScreen['focus'] {
  if (focus === 'question') return isAsked ? 'question' : 'field'
  if (focus === 'form') return form === undefined ? 'table' : 'form'
  if (focus === 'details') return selected !== undefined && selected.problems.length > 0 ? 'details' : 'table'
  if (focus === 'table' && selected === undefined) return 'field'
  return focus
}

/**
 * The operator has answered all there was, and has typed nothing since: a password that is asked for next is what
 * comes next. A key is not, since Enter would trust it.
 */
export function isPasswordNext(screen: MachinesScreen, questions: readonly OperatorQuestion[]): boolean {
  if (screen.focus !== 'question' || screen.answering.length > 0 || screen.typed !== '') return false
  return nextQuestions(questions)[0]?.kind === 'password'
}

/** The line that adds, the head and two hosts of the table, question, command, answers, summary, and space between. */
const ROWS_AROUND = 14
/** The table gives way for so many. */
const FEWEST = 4

/** As many keys as can be looked at side by side, so that many hosts take few answers. */
function keysInSight(questions: readonly KeyQuestion[], { columns, rows }: Size): readonly KeyQuestion[] {
  let room = rows - ROWS_AROUND
  const fits = questions.findIndex(({ key }, i) => {
    room -= keyRows(key, columns).length
    return room < 0 && i >= FEWEST
  })
  return fits < 0 ? questions : questions.slice(0, fits)
}

/** Nothing of a fingerprint is ever cut away. */
export function keyRows({ host, address, port, fingerprint }: OfferedKey, columns: number): string[] {
  const place = `  ${pad(oneLine(host), 8)} ${oneLine(address)}:${port}`
  const one = `${place}  ${oneLine(fingerprint)}`
  return textWidth(one) <= columns - 2 ? [one] : [place, `    ${oneLine(fingerprint)}`]
}

/** Everything that is known of one host of the table. */
export interface HostState {
  readonly host: DraftHost
  readonly probe: Probe | undefined
  readonly verdicts: Verdicts | undefined
  /** What it waits for the operator with. */
  readonly asks: 'key' | 'login' | 'sudo' | 'user' | undefined
  /** Against it, the worst first. */
  readonly problems: readonly Problem[]
  readonly mark: 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'unknown'
}

/** Of every host, as they are being looked at. */
export function useHostStates({ draft: { file }, bench: { releases }, learned }: StepProps): HostState[] {
  const board = useCell(learned.probes)
  const questions = useCell(learned.questions)
  const written = useMemo(() => writtenProblems(file, releases), [file, releases])
  const verdicts = useMemo(() => hostVerdicts(file, board, releases), [file, board, releases])
  return file.hosts.map((host) => {
    const { name } = host
    const probe = Object.hasOwn(board, name) ? board[name] : undefined
    const found = Object.hasOwn(verdicts, name) ? verdicts[name] : undefined
    const asks = lacksUser(host) ? 'user' : asksOf(name, questions)
    const told = [
      ...(probe?.problem === undefined ? [] : [probe.problem]),
      ...written.filter(({ where }) => isWithin(where.path ?? '', name)),
      ...(found === undefined ? [] : [...found.machine, ...found.system, ...found.clock]),
    ]
    const problems = worstFirst(told, ({ severity }) => severity)
    return { host, probe, verdicts: found, asks, problems, mark: markOf(host, probe, asks, problems) }
  })
}

/** What the lines of the hosts are to blame for; an address that is found out later is not missing. */
function writtenProblems(file: DraftFile, releases: readonly Release[]): readonly Problem[] {
  return draftProblems(file, releases).filter(
    (found) => stepOf(found) === 'machines' && !LATER.includes(found.code),
  )
}

/** Ready: it has answered, and nothing that it said stands against it. */
export function isReady({ mark }: HostState): boolean {
  return mark === 'done' || mark === 'warning'
}

function markOf(
  { byHand }: DraftHost,
  probe: Probe | undefined,
  asks: HostState['asks'],
  problems: readonly Problem[],
): HostState['mark'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'failed'
  if (asks !== undefined) return 'unknown'
  // Nothing connects to it, and nothing waits for it.
  if (byHand === true) return problems.length > 0 ? 'warning' : 'done'
  if (probe?.state !== 'ready') return probe?.state ?? 'waiting'
  return problems.length > 0 ? 'warning' : 'done'
}

function asksOf(name: string, questions: readonly OperatorQuestion[]): HostState['asks'] {
  for (const question of questions) {
    if (question.kind === 'host-key' && question.key.host === name) return 'key'
    if (question.kind === 'password' && question.question.host === name)
      return question.question.kind === 'sudo' ? 'sudo' : 'login'
  }
  return undefined
}

const LATER: readonly Problem['code'][] = ['topology.missing-user', 'topology.missing-key']

function isWithin(path: string, name: string): boolean {
  return path === `hosts.${name}` || path.startsWith(`hosts.${name}.`)
}
