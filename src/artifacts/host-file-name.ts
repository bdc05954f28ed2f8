import { basename, posix } from 'node:path'
import type { Artifact } from '../topology/release.js'

/**
 * The name that hosts see: of the member, or of the file that was really used, since `pip` reads a wheel's name.
 * Names that a host could stumble over give way to the release's.
 */
export function hostFileName(artifact: Artifact, sourcePath: string): string {
  if (artifact.member !== undefined) return posix.basename(artifact.member)
  const name = basename(sourcePath)
  return /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/.test(name) ? name : posix.basename(artifact.file)
}
