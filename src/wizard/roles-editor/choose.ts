import { addRole, leaveOutHost } from '../edit-roles.js'
import {
  cancelled,
  commit,
  type Editor,
  type Key,
  type Mode,
  type Outcome,
  type Situation,
} from './editor-state.js'

type ModeOf<K extends Mode['kind']> = Extract<Mode, { kind: K }>

/** Which role comes to the host: arrows choose, Enter takes. */
export function choose({ name, text }: Key, mode: ModeOf<'add'>, editor: Editor, now: Situation): Outcome {
  const { host, roles, at } = mode
  if (name === 'escape') return cancelled(editor)
  if (name === 'enter') {
    const role = roles[at]
    if (role === undefined) return cancelled(editor)
    return commit(editor, now, addRole(now.file, role, host, now.known), {
      word: 'roles.added',
      values: { role, host },
    })
  }
  const byLetter = text === '' ? -1 : roles.findIndex((role) => role.startsWith(text))
  const by =
    name === 'left' || name === 'up' ? -1 : name === 'right' || name === 'down' || name === 'tab' ? 1 : 0
  const to = byLetter === -1 ? (at + by + roles.length) % roles.length : byLetter
  return { editor: { ...editor, mode: { ...mode, at: to } } }
}

/** Whether a host really goes, with all that it bears. */
export function confirm(
  { name }: Key,
  { host }: ModeOf<'leave-out'>,
  editor: Editor,
  now: Situation,
): Outcome {
  if (name !== 'enter') return cancelled(editor)
  return commit({ ...editor, focus: '' }, now, leaveOutHost(now.file, host), {
    word: 'roles.left-out',
    values: { host },
  })
}

/** Only looked at: any other key ends it. */
export function look(
  { name, text }: Key,
  mode: ModeOf<'why' | 'zoom'>,
  editor: Editor,
  { order, lastTop, page }: Situation,
): Outcome | undefined {
  if (mode.kind === 'why' || name === 'escape' || name === 'enter' || text === 'z') return cancelled(editor)
  const scroll: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: 1 - page, pagedown: page - 1 }
  const by = scroll[name]
  if (by !== undefined) {
    const top = Math.max(0, Math.min(lastTop, mode.top + by))
    return { editor: { ...editor, mode: { kind: 'zoom', top } } }
  }
  const side = name === 'left' ? -1 : name === 'right' ? 1 : 0
  const host = editor.focus.slice(editor.focus.indexOf('@') + 1)
  const focus = order[order.indexOf(host) + side]
  if (side === 0 || focus === undefined) return undefined
  return { editor: { ...editor, focus, mode: { kind: 'zoom', top: 0 } } }
}
