import { nameFrom } from '../topology/names.js'
import { name as hostName } from '../topology/values.js'
import type { Draft } from './draft.js'
import type { FolderState } from './workbench.js'

export type NameVerdict =
  | { readonly is: 'right' }
  | { readonly is: 'missing' }
  /** What presets are called. */
  | { readonly is: 'taken' }
  | { readonly is: 'wrong'; readonly suggestion?: string }

/** What is to be said about a name while it is typed. */
export function judgeName(typed: string): NameVerdict {
  if (typed === '') return { is: 'missing' }
  if (typed === 'my-organisation') return { is: 'taken' }
  if (hostName.safeParse(typed).success) return { is: 'right' }
  const suggestion = nameFrom(typed)
  return suggestion === undefined ? { is: 'wrong' } : { is: 'wrong', suggestion }
}

/** What was typed as the organisation's folder. */
export interface FolderAnswer {
  readonly typed: string
  /** It goes along with the name, since nobody has typed another. */
  readonly follows: boolean
  /** What is there; absent while it is looked at. */
  readonly found?: FolderState
}

export const NO_FOLDER: FolderAnswer = { typed: '', follows: true }

/** The folder that a name suggests, as it is typed. */
export function folderFor(name: string): string {
  return name === '' ? '' : `./${name}`
}

/** The answer that a draft has, as it would be typed. */
export function folderAnswerOf({ folder, place, file: { organisation } }: Draft): FolderAnswer {
  const last = folder.split(/[\\/]/).at(-1) ?? ''
  const follows = folder === '' || last === organisation
  // The folder of a rehearsal is a new one each time.
  if (folder === '' || place === 'rehearsal') return { typed: folderFor(last || organisation), follows }
  return { typed: folder, follows }
}

/** Why the organisation can't be written there: what the operator has to change first. */
export function isRefused({ problem, holds, isOwn, organisation }: FolderState, name: string): boolean {
  if (problem !== undefined) return true
  return holds === 'organisation' && !(isOwn && (organisation === name || organisation === 'my-organisation'))
}
