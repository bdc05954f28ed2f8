import type { Size } from '../../src/ui/screen/step.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { OperatorQuestion } from '../../src/wizard/workbench.js'
import { type HostState, isReady } from './host-states.js'
import { type KeyQuestion, keysInSight } from './keys-in-sight.js'

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

/** The screen as it is, with what follows from it. */
export interface MachinesNow {
  /** Where keys go: never to something that is not there any more. `idle`: what was being answered has gone. */
  readonly focus: MachinesScreen['focus'] | 'idle'
  readonly states: readonly HostState[]
  readonly asked: AskedNow | undefined
  /** Under the pointer; without one, the first that has a problem. */
  readonly selected: HostState | undefined
  readonly failed: readonly HostState[]
  readonly isAllReady: boolean
}

export function machinesNow({
  screen,
  states,
  questions,
  size,
}: {
  screen: MachinesScreen
  states: readonly HostState[]
  questions: readonly OperatorQuestion[]
  size: Size
}): MachinesNow {
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
  return {
    focus: isGone ? 'idle' : focusOf(screen, { selected, isAsked: isAnswering || nameless.length > 0 }),
    states,
    asked,
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
  { selected, isAsked }: { selected: HostState | undefined; isAsked: boolean },
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
