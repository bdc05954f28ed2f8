import type { Instance, Topology } from './topology.js'

/** A name of an account has at most 32 characters on Linux, and that of an instance at most 13. */
const LONGEST_PREFIX = 18

type Named = Pick<Instance, 'name'>

/** Unix account that an instance runs as, and nobody else; its group is called alike: `metis-compute-8800`. */
export function accountOf({ serviceUser }: Pick<Topology, 'serviceUser'>, { name }: Named): string {
  return `${serviceUser.slice(0, LONGEST_PREFIX)}-${name}`
}

/** `user:group` of what is an instance's own. */
export function ownerOf(topology: Pick<Topology, 'serviceUser'>, instance: Named): string {
  const account = accountOf(topology, instance)
  return `${account}:${account}`
}

/** The comment (GECOS) of an account that was made for an instance. */
export function commentOf({ organisation }: Pick<Topology, 'organisation'>, { name }: Named): string {
  return `Metis ${name} of ${organisation}`
}

/** It was made for a service of the organisation, or for all of them: then its home says so. */
export function isAccountOf(
  { organisation, installDirectory }: Pick<Topology, 'organisation' | 'installDirectory'>,
  { comment, home }: { readonly comment: string; readonly home: string },
): boolean {
  return home === installDirectory || (isMade({ comment }) && comment.endsWith(` of ${organisation}`))
}

/** It was made for a service of some organisation, which is there no more on a host that is ours. */
export function isMade({ comment }: { readonly comment: string }): boolean {
  return /^Metis .+ of /.test(comment)
}
