import { groupBy } from '../lib/group-by.js'

/** Things by their host, hosts in the order in which they are first met. */
export function byHost<T extends { readonly host: string }>(all: readonly T[]): [host: string, own: T[]][] {
  return [...groupBy(all, ({ host }) => host)]
}
