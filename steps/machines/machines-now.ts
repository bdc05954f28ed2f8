import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { OperatorQuestion } from '../../src/wizard/operator-questions.js'
import { type HostState, isReady } from './host-states.js'

/** What is asked of the operator first: an account, a password, or keys, of which several are looked at together. */
export type Asked =
  | { readonly kind: 'user'; readonly hosts: readonly string[] }
  | { readonly kind: 'keys'; readonly questions: readonly Extract<OperatorQuestion, { kind: 'host-key' }>[] }
  | { readonly kind: 'password'; readonly question: Extract<OperatorQuestion, { kind: 'password' }> }

/** The screen as it is, with what follows from it. */
export interface MachinesNow {
  /** Where keys go: never to something that is not there any more. */
  readonly focus: MachinesScreen['focus']
  readonly states: readonly HostState[]
  readonly asked: Asked | undefined
  /** Under the pointer; without one, the first that has a problem. */
  readonly selected: HostState | undefined
  readonly failed: readonly HostState[]
  readonly isAllReady: boolean
}

export function machinesNow({
  screen,
  states,
  questions,
}: {
  screen: MachinesScreen
  states: readonly HostState[]
  questions: readonly OperatorQuestion[]
}): MachinesNow {
  const asked = askedOf(states, questions)
  const pointed = states.find(({ host }) => host.name === screen.selected)
  const inTable = screen.focus === 'table' || screen.focus === 'details' || screen.focus === 'form'
  const selected = pointed ?? (inTable ? states[0] : states.find(({ problems }) => problems.length > 0))
  return {
    focus: focusOf(screen, { asked, selected }),
    states,
    asked,
    selected,
    failed: states.filter(({ probe }) => probe?.state === 'failed'),
    isAllReady: states.length > 0 && states.every(isReady),
  }
}

function askedOf(states: readonly HostState[], questions: readonly OperatorQuestion[]): Asked | undefined {
  const nameless = states.filter(({ asks }) => asks === 'user').map(({ host }) => host.name)
  if (nameless.length > 0) return { kind: 'user', hosts: nameless }
  const keys = questions.filter((question) => question.kind === 'host-key')
  if (keys.length > 0) return { kind: 'keys', questions: keys }
  const password = questions.find((question) => question.kind === 'password')
  return password === undefined ? undefined : { kind: 'password', question: password }
}

function focusOf(
  { focus, form }: MachinesScreen,
  { asked, selected }: Pick<MachinesNow, 'asked' | 'selected'>,
): MachinesScreen['focus'] {
  if (focus === 'question' && asked === undefined) return 'field'
  if (focus === 'form') return form === undefined ? 'table' : 'form'
  if (focus === 'details') return selected !== undefined && selected.problems.length > 0 ? 'details' : 'table'
  if (focus === 'table' && selected === undefined) return 'field'
  return focus
}
