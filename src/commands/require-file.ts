import { access } from 'node:fs/promises'
import { InstallerError, problem } from '../errors/problem.js'
import type { Session } from './session.js'

/** A missing org.yaml most often means: wrong folder, or no organisation yet. That is worth its own advice. */
export async function requireFile({ file }: Session): Promise<void> {
  try {
    await access(file)
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    // All else is told by whoever reads it.
    if (isMissing)
      throw new InstallerError(problem('command.no-organisation', { file }, { file }), { cause: error })
  }
}
