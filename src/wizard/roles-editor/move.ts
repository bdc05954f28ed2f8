import { instanceId } from '../../topology/topology.js'
import type { DraftFile, Known } from '../draft.js'
import { shownTopology } from '../draft-topology.js'
import { moveRole, swapHosts } from '../edit-roles.js'
import { instanceAt } from '../placements.js'
import { cancelled, commit, type Editor, type InMode, type Mode } from './editor-state.js'

type Move = Extract<Mode, { kind: 'move' }>

/** Something is held: arrows choose the host, in the order of the file, Enter puts it down. */
export const move: InMode<'move'> = ({ name, text }, mode, editor, now) => {
  if (name === 'enter' || name === 'space' || text === 'm') {
    const focus = focusOf(mode, now.file, now.known)
    if (mode.from === mode.to) return cancelled(editor)
    const word = mode.what === undefined ? 'roles.swapped' : 'roles.moved'
    const values = { role: mode.what?.role ?? '', host: mode.from, to: mode.to }
    return commit({ ...editor, focus }, now, movedFile(mode, now.file, now.known), word, values)
  }
  if (name === 'escape') return cancelled(editor)
  const names = now.file.hosts.map((host) => host.name)
  const to = names[(names.indexOf(mode.to) + offsetOf(name) + names.length) % names.length] ?? mode.to
  return { editor: { ...editor, mode: { ...mode, to } } }
}

/** The answers as they would be if what is held were put down now. */
function movedFile({ what, from, to }: Move, file: DraftFile, known: Known): DraftFile {
  if (from === to) return file
  return what === undefined ? swapHosts(file, from, to, known) : moveRole(file, what, to, known)
}

/** What is held, where it would be. */
function focusOf(mode: Move, file: DraftFile, known: Known): string {
  const { what, to } = mode
  if (what === undefined) return to
  const topology = shownTopology(movedFile(mode, file, known), known.releases)
  const instance = instanceAt(topology, what)
  return instance === undefined ? to : instanceId(instance)
}

function offsetOf(name: string): number {
  if (name === 'up' || name === 'left' || name === 'backtab') return -1
  return name === 'down' || name === 'right' || name === 'tab' ? 1 : 0
}

/** The answers as the picture shows them: while something is held, it is drawn where it would be put down. */
export function previewOf(
  { mode, focus }: Pick<Editor, 'mode' | 'focus'>,
  file: DraftFile,
  known: Known,
): { readonly file: DraftFile; readonly focus: string } {
  if (mode.kind !== 'move') return { file, focus }
  return { file: movedFile(mode, file, known), focus: focusOf(mode, file, known) }
}
