import type { QuestionId } from '../../src/i18n/explain.js'
import type { Say } from '../../src/i18n/say.js'
import type { Press } from '../../src/ui/screen/press.js'
import { scrolled } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { HostState, MachinesNow } from './machines-now.js'
import type { MachinesActions } from './use-machines.js'

interface Context {
  readonly now: MachinesNow
  readonly actions: MachinesActions
  readonly props: Pick<StepProps, 'next' | 'size'>
}

/** Enter in the line that adds: adds, else answers what is asked, else goes on. */
export function addLineKeys({ now, actions, props, screen }: Context & { screen: MachinesScreen }): void {
  if (screen.typed.trim() !== '') actions.addTyped()
  else if (now.asked !== undefined) answer(now, actions)
  else if (now.isAllReady || (screen.isWarned && now.states.length > 0)) props.next()
  // Who presses Enter ahead of the hosts means the questions that are still to come, not to leave them open.
  else if (now.failed.length > 0 || !now.states.some(isLookedAt)) actions.set({ isWarned: true })
}

function isLookedAt({ probe }: HostState): boolean {
  return probe !== undefined && probe.state !== 'failed' && probe.state !== 'ready'
}

/** Keys that no field has used; true when they meant something. */
export function listKeys(press: Press, context: Context): boolean {
  const { now, actions } = context
  const { name } = press
  if (name === 'ctrl-r') {
    actions.again(now.failed.map(({ host }) => host))
    return true
  }
  switch (now.focus) {
    case 'field':
      return fieldKeys(name, context)
    case 'question':
      return questionKeys(name, context)
    case 'idle':
      // What was typed for a question that has gone is nothing that anybody should see.
      if ((name === 'enter' || name === 'tab') && now.asked !== undefined) answer(now, actions)
      else if (name === 'enter' || name === 'tab' || name === 'escape') actions.set({ focus: 'field' })
      return !name.startsWith('ctrl-')
    case 'form':
      return formKeys(name, context)
    case 'details':
      if (name !== 'escape' && name !== 'enter') return false
      actions.set({ focus: 'table' })
      return true
    case 'table':
      return tableKeys(press, context)
  }
}

function answer({ asked }: MachinesNow, actions: MachinesActions): void {
  if (asked?.kind === 'user') actions.set({ focus: 'question', answering: [] })
  else actions.answerNext()
}

function fieldKeys(name: Press['name'], { now, actions }: Context): boolean {
  if (name === 'tab') {
    if (actions.completeAlias()) return true
    if (now.asked !== undefined) answer(now, actions)
    else if (now.states.length > 0) actions.set({ focus: 'table' })
    return true
  }
  if (name !== 'up' && name !== 'down') return false
  if (now.states.length > 0) select(now, actions, name === 'up' ? now.states.length - 1 : indexOf(now))
  return true
}

function questionKeys(name: Press['name'], { now, actions }: Context): boolean {
  if (name === 'escape') actions.set({ focus: 'field' })
  else if (name === 'tab' || name === 'backtab')
    actions.set({ focus: now.states.length > 0 ? 'table' : 'field' })
  else return false
  return true
}

function formKeys(name: Press['name'], { actions }: Context): boolean {
  if (name === 'escape') actions.closeForm()
  else if (name === 'tab' || name === 'down') actions.moveInForm(1)
  else if (name === 'backtab' || name === 'up') actions.moveInForm(-1)
  else return false
  return true
}

function tableKeys({ name, text }: Press, { now, actions, props }: Context): boolean {
  const at = indexOf(now)
  const page = Math.max(1, props.size.rows - 8)
  const to = scrolled(name, at, page + 1, now.states.length - 1)
  const host = now.selected?.host
  if (name === 'escape' || name === 'tab' || name === 'backtab' || (name === 'up' && at === 0))
    actions.set({ focus: 'field' })
  else if (to !== undefined) select(now, actions, to)
  else if (text === 'a') actions.openForm()
  else if (host === undefined) return false
  else if (name === 'enter') {
    if ((now.selected?.problems.length ?? 0) > 0) actions.set({ focus: 'details', selected: host.name })
    else actions.openForm(host)
  } else if (text === 'e') actions.openForm(host)
  else if (text === 'r') actions.again([host])
  else if (text === 'd' || name === 'delete' || name === 'backspace') {
    const neighbour = now.states[at + 1] ?? now.states[at - 1]
    actions.remove(host.name)
    if (neighbour !== undefined) actions.set({ selected: neighbour.host.name })
  } else if (name === 'paste' || /^\d$/.test(text)) {
    // Somebody goes on typing addresses: nothing of it is lost.
    actions.typeOn(text.trim())
  } else return false
  return true
}

function select(now: MachinesNow, actions: MachinesActions, index: number): void {
  const state = now.states[index]
  if (state !== undefined) actions.set({ focus: 'table', selected: state.host.name })
}

function indexOf({ states, selected }: MachinesNow): number {
  return Math.max(
    0,
    states.findIndex(({ host }) => host.name === selected?.host.name),
  )
}

/** What the keys do, where the operator is. */
export function machinesHints(
  { focus, asked, failed, selected, states }: MachinesNow,
  screen: MachinesScreen,
  say: Say,
): Hint[] {
  const retry = failed.length > 0 && 'key.retry-all'
  const answer = asked !== undefined && 'key.answer'
  switch (focus) {
    case 'field':
      if (screen.typed.trim() !== '') return hintsOf({ Enter: 'key.add', Esc: 'key.back', '^R': retry }, say)
      return hintsOf(
        { Enter: answer || 'key.next', '↓': states.length > 0 && 'key.hosts', '^R': retry, Esc: 'key.back' },
        say,
      )
    case 'table':
      return hintsOf(
        {
          Enter: selected !== undefined && selected.problems.length > 0 && 'key.details',
          e: 'key.edit',
          d: 'key.remove',
          r: 'key.retry',
          a: 'key.new',
          Esc: 'key.back-to-add',
        },
        say,
      )
    case 'question': {
      if (asked?.kind !== 'password') return hintsOf({ Enter: 'key.answer', Esc: 'key.later' }, say)
      return hintsOf({ Enter: 'key.answer', '^R': 'key.show', '↑↓': 'key.toggle', Esc: 'key.later' }, say)
    }
    case 'idle':
      return hintsOf({ Enter: answer || 'key.back-to-add' }, say)
    case 'form':
      return hintsOf({ Enter: 'key.save', Tab: 'key.field', Esc: 'key.cancel' }, say)
    case 'details':
      return hintsOf({ Esc: 'key.close' }, say)
  }
}

/** What `?` explains. */
export function questionIdOf({ focus, asked }: MachinesNow): QuestionId {
  if (focus !== 'question' || asked === undefined) return 'machines'
  const ids = { user: 'machine-user', keys: 'machine-key', password: 'machine-password' } as const
  return ids[asked.kind]
}
