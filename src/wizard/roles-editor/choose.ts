import { addRole, leaveOutHost } from '../edit-roles.js'
import { cancelled, commit, type InMode } from './editor-state.js'
import { hostOfFocus } from './focus.js'

/** Which role comes to the host: arrows choose, Enter takes. */
export const choose: InMode<'add'> = ({ name, text }, mode, editor, now) => {
  const { host, roles, at } = mode
  if (name === 'escape') return cancelled(editor)
  if (name === 'enter') {
    const role = roles[at]
    if (role === undefined) return cancelled(editor)
    const file = addRole(now.file, role, host, now.known)
    return commit(editor, now, file, 'roles.added', { role, host })
  }
  const byLetter = text === '' ? -1 : roles.findIndex((role) => role.startsWith(text))
  const by =
    name === 'left' || name === 'up' ? -1 : name === 'right' || name === 'down' || name === 'tab' ? 1 : 0
  const to = byLetter === -1 ? (at + by + roles.length) % roles.length : byLetter
  return { editor: { ...editor, mode: { ...mode, at: to } } }
}

/** Whether a host really goes, with all that it bears. */
export const confirm: InMode<'leave-out'> = ({ name }, { host }, editor, now) => {
  if (name !== 'enter') return cancelled(editor)
  return commit({ ...editor, focus: '' }, now, leaveOutHost(now.file, host), 'roles.left-out', { host })
}

/** Only looked at: any other key ends it. */
export const look: InMode<'why' | 'zoom'> = ({ name, text }, mode, editor, { order, lastTop, page }) => {
  if (mode.kind === 'why' || name === 'escape' || name === 'enter' || text === 'z') return cancelled(editor)
  const scroll: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: 1 - page, pagedown: page - 1 }
  const by = scroll[name]
  if (by !== undefined) {
    const top = Math.max(0, Math.min(lastTop, mode.top + by))
    return { editor: { ...editor, mode: { kind: 'zoom', top } } }
  }
  const side = name === 'left' ? -1 : name === 'right' ? 1 : 0
  const focus = order[order.indexOf(hostOfFocus(editor.focus)) + side]
  if (side === 0 || focus === undefined) return undefined
  return { editor: { ...editor, focus, mode: { kind: 'zoom', top: 0 } } }
}
