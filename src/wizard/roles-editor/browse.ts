import { ROLES, type Role } from '../../topology/roles.js'
import { removeRole, setConsulCount } from '../edit-roles.js'
import { type Placement, placementOf, placementsOn } from '../placements.js'
import { suggestRoles } from '../suggest-roles.js'
import { commit } from './commit.js'
import type { Editor, Key, Outcome, Situation } from './editor-state.js'
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
      return hold(editor, now, placement, host)
    case 'a':
      return host === ''
        ? undefined
        : { editor: { ...editor, mode: { kind: 'add', host, roles: addable(now, host), at: 0 } } }
    case 'd':
    case 'delete':
    case 'backspace':
      return takeOut(editor, now, placement, host)
    case '1':
    case '3':
    case '5':
      return countConsuls(editor, now, Number(text))
    case 's':
      return commit(editor, now, suggestRoles(file, want, known).file, {
        word: 'roles.suggested',
        values: {},
      })
    case 'f':
      return fix === undefined ? undefined : commit(editor, now, fix.file, fix)
    case 'u': {
      const before = editor.past.at(-1)
      if (before === undefined) return undefined
      return {
        editor: { ...editor, past: editor.past.slice(0, -1), said: { word: 'roles.undone', values: {} } },
        file: before,
      }
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
  return { editor: { ...editor, adviceAt: wrong, said: { word: 'roles.not-yet', values: {} } } }
}

/** A role alone, or with its host all that it bears. */
function hold(editor: Editor, { file }: Situation, what: Placement | undefined, host: string): Outcome {
  const isEmpty = what === undefined && placementsOn(file, host).length === 0
  if (file.hosts.length < 2 || isEmpty)
    return { editor: { ...editor, said: { word: 'roles.nothing-to-move', values: {} } } }
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
  return commit({ ...editor, focus: host }, now, removeRole(now.file, placement), {
    word: 'roles.removed',
    values: { role: placement.role, host },
  })
}

function countConsuls(editor: Editor, now: Situation, count: number): Outcome {
  const most = now.file.hosts.length
  if (count > most)
    return { editor: { ...editor, said: { word: 'roles.too-few-hosts', values: { count, most } } } }
  return commit(editor, now, setConsulCount(now.file, count, now.known), {
    word: 'roles.consul-count',
    values: { count },
  })
}

/** What there may be more of on this host: data and compute always, everything else once. */
function addable({ file }: Situation, host: string): Role[] {
  const isMissing = (role: Role) =>
    role === 'consul'
      ? !file.roles.consul.includes(host)
      : role === 'admin'
        ? file.roles.admin.length === 0
        : role === 'carrier' || role === 'via'
          ? file.roles[role] === undefined
          : true
  const order: readonly Role[] = [
    'data',
    'compute',
    ...ROLES.filter((role) => role !== 'data' && role !== 'compute'),
  ]
  return order.filter(isMissing)
}

function next(at: number, by: number, count: number): number {
  return count === 0 ? 0 : (at + by + count) % count
}
