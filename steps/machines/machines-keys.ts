import type { Press } from '../../src/ui/screen/press.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { DraftHost } from '../../src/wizard/draft.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { HostState } from './host-states.js'
import type { MachinesNow } from './machines-now.js'
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
export function listKeys(press: Press, context: Context & { aliases: readonly DraftHost[] }): boolean {
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
      if (name === 'escape') actions.set({ focus: 'field' })
      else if (name === 'enter' || name === 'tab') {
        if (now.asked === undefined) actions.set({ focus: 'field' })
        else answer(now, actions)
      }
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

function fieldKeys(
  name: Press['name'],
  { now, actions, aliases }: Context & { aliases: readonly DraftHost[] },
): boolean {
  if (name === 'tab') {
    if (completeAlias(actions, aliases)) return true
    if (now.asked === undefined && now.states.length === 0) return true
    if (now.asked === undefined) actions.set({ focus: 'table' })
    else answer(now, actions)
    return true
  }
  if (name !== 'up' && name !== 'down') return false
  if (now.states.length > 0) select(now, actions, name === 'up' ? now.states.length - 1 : indexOf(now))
  return true
}

function completeAlias({ typedNow, set }: MachinesActions, aliases: readonly DraftHost[]): boolean {
  const typed = typedNow()
  const [, before = '', begin = ''] = /^(.*[\s,@])?([a-z0-9-]+)$/i.exec(typed) ?? []
  const alias = aliases.find(
    ({ name }) => begin !== '' && name.startsWith(begin.toLowerCase()) && name !== begin,
  )
  if (alias === undefined) return false
  set({ typed: `${before}${alias.name}` })
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
  const moves: Readonly<Record<string, number>> = {
    up: at - 1,
    down: at + 1,
    pageup: Math.max(0, at - page),
    pagedown: at + page,
    home: 0,
    end: now.states.length - 1,
  }
  const to = moves[name]
  if (to !== undefined) {
    if (to < 0) actions.set({ focus: 'field' })
    else select(now, actions, to)
    return true
  }
  const host = now.selected?.host
  if (name === 'escape' || name === 'tab' || name === 'backtab') actions.set({ focus: 'field' })
  else if (text === 'a') actions.openForm(undefined, allHosts(now))
  else if (host === undefined) return false
  else if (name === 'enter') {
    if ((now.selected?.problems.length ?? 0) > 0) actions.set({ focus: 'details', selected: host.name })
    else actions.openForm(host, allHosts(now))
  } else if (text === 'e') actions.openForm(host, allHosts(now))
  else if (text === 'r') actions.again([host])
  else if (text === 'd' || name === 'delete' || name === 'backspace') {
    const neighbour = now.states[at + 1] ?? now.states[at - 1]
    actions.remove(host.name)
    if (neighbour !== undefined) actions.set({ selected: neighbour.host.name })
  } else if (name === 'paste' || /^\d$/.test(text)) {
    // Somebody goes on typing addresses: nothing of it is lost.
    actions.set({ focus: 'field', typed: actions.typedNow() + text.trim() })
  } else return false
  return true
}

function select(now: MachinesNow, actions: MachinesActions, index: number): void {
  const state = now.states[Math.max(0, Math.min(now.states.length - 1, index))]
  if (state !== undefined) actions.set({ focus: 'table', selected: state.host.name })
}

function indexOf({ states, selected }: MachinesNow): number {
  return Math.max(
    0,
    states.findIndex(({ host }) => host.name === selected?.host.name),
  )
}

function allHosts({ states }: MachinesNow): DraftHost[] {
  return states.map(({ host }) => host)
}
