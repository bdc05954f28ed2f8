import type { Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

/** Roles whose data programs of that version can't read any more, once this release has had it. */
export function rolesOneWay({ follows = [] }: Release, version: string): readonly Role[] {
  return follows.find((one) => one.version === version)?.oneWay ?? []
}
