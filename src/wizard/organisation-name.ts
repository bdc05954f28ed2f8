import { name as hostName } from '../topology/values.js'
import { nameFrom } from './hosts/host-names.js'

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
