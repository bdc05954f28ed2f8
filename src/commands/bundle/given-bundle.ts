import { resolve } from 'node:path'
import type { Session } from '../session.js'

/** Absolute path of the bundle that this command is to take everything from; undefined: there is none. */
export function givenBundle({ world }: Pick<Session, 'world'>): string | undefined {
  const given = world.env.METIS_BUNDLE
  return given === undefined || given === '' ? undefined : resolve(world.workingDirectory, given)
}
