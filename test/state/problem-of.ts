import { InstallerError, type Problem } from '../../src/errors/problem.js'

/** The problems that a call ends with; fails when it ends otherwise. */
export function problemsOf(call: () => unknown): readonly Problem[] {
  try {
    call()
  } catch (error) {
    if (error instanceof InstallerError) return error.problems
    throw error
  }
  throw new Error('it went well, and a problem was expected')
}

export async function problemsOfAsync(promise: Promise<unknown>): Promise<readonly Problem[]> {
  const result = await promise.then(
    () => new Error('it went well, and a problem was expected'),
    (error: unknown) => error,
  )
  if (result instanceof InstallerError) return result.problems
  throw result
}
