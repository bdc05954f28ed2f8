import { ROOMS } from '../../roles/index.js'
import { addableRoles, removeRole, setCount } from '../edit-roles.js'
import { type Placement, placementOf, placementsOn } from '../placements.js'
import { suggestRoles } from '../suggest-roles.js'
import { commit, type Editor, type Key, type Outcome, type Situation, tell } from './editor-state.js'
import { focusAfter, hostOfFocus } from './focus.js'

/** Nothing is held: keys go about and begin things. */
export function browse({ name, text }: Key, editor: Editor, now: Situation): Outcome | undefined {
  const { file, want, known, topology, order, advice, fix } = now
  const focus = focusAfter(name, editor.focus, order, topology)
  if (focus !== undefined) return { editor: { ...editor, focus } }
  const host = hostOfFocus(editor.focus)
  const placement = placementOf(file, topology, editor.focus)
  switch (name === 'char' ? text : name) {
    case 'enter':
      return goOn(editor, now)
    case 'tab':
      return { editor: { ...editor, adviceAt: next(editor.adviceAt, 1, advice.length) } }
    case 'backtab':
      return { editor: { ...editor, adviceAt: next(editor.adviceAt, -1, advice.length) } }
    case 'm':
    case 'space':
      return pickUp(editor, now, placement, host)
    case 'a':
      if (host === '') return undefined
      return { editor: { ...editor, mode: { kind: 'add', host, roles: addableRoles(file, host), at: 0 } } }
    case 'd':
    case 'delete':
    case 'backspace':
      return takeOut(editor, now, placement, host)
    case '1':
    case '3':
    case '5':
      return countServers(editor, now, Number(text))
    case 's':
      return commit(editor, now, suggestRoles(file, want, known), 'roles.suggested')
    case 'f':
      return fix === undefined ? undefined : commit(editor, now, fix.file, fix.word, fix.values)
    case 'u': {
      const before = editor.past.at(-1)
      if (before === undefined) return undefined
      return { ...tell({ ...editor, past: editor.past.slice(0, -1) }, 'roles.undone'), file: before }
    }
    case 'w':
      return { editor: { ...editor, mode: { kind: 'why' } } }
    case 'z':
      return { editor: { ...editor, mode: { kind: 'zoom', top: 0 } } }
    default:
      return undefined
  }
}

function goOn(editor: Editor, { advice }: Situation): Outcome {
  const wrong = advice.findIndex(({ step, problem }) => step === 'roles' && problem.severity === 'error')
  if (wrong === -1) return { editor, goesOn: true }
  return tell({ ...editor, adviceAt: wrong }, 'roles.not-yet')
}

/** A role alone, or with its host all that it bears. */
function pickUp(editor: Editor, { file }: Situation, what: Placement | undefined, host: string): Outcome {
  const isEmpty = what === undefined && placementsOn(file, host).length === 0
  if (file.hosts.length < 2 || isEmpty) return tell(editor, 'roles.nothing-to-move')
  return { editor: { ...editor, mode: { kind: 'move', what, from: host, to: host } } }
}

function takeOut(
  editor: Editor,
  now: Situation,
  placement: Placement | undefined,
  host: string,
): Outcome | undefined {
  if (host === '') return undefined
  if (placement === undefined) return { editor: { ...editor, mode: { kind: 'leave-out', host } } }
  const { role } = placement
  return commit({ ...editor, focus: host }, now, removeRole(now.file, placement), 'roles.removed', {
    role,
    host,
  })
}

/** Of the role that runs on 1, 3 or 5 hosts. */
function countServers(editor: Editor, now: Situation, count: number): Outcome | undefined {
  const role = ROOMS.find(({ settings }) => settings.count === 'odd')?.id
  if (role === undefined) return undefined
  const most = now.file.hosts.length
  if (count > most) return tell(editor, 'roles.too-few-hosts', { count, most })
  const file = setCount(now.file, role, count, now.known)
  return commit(editor, now, file, 'roles.counted', { role, count })
}

function next(at: number, by: number, count: number): number {
  return count === 0 ? 0 : (at + by + count) % count
}
