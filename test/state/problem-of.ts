import { expect } from 'vitest'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'

/** The problems that a call ends with, each with complete sentences; fails when it ends otherwise. */
export function problemsOf(call: () => unknown): readonly Problem[] {
  try {
    call()
  } catch (error) {
    return toldInFull(error)
  }
  throw new Error('it went well, and a problem was expected')
}

export async function problemsOfAsync(promise: Promise<unknown>): Promise<readonly Problem[]> {
  const result = await promise.then(
    () => new Error('it went well, and a problem was expected'),
    (error: unknown) => error,
  )
  return toldInFull(result)
}

function toldInFull(error: unknown): readonly Problem[] {
  if (!(error instanceof InstallerError)) throw error
  for (const problem of error.problems) {
    for (const language of LANGUAGES) {
      const { what, why, fix } = explain(problem, language)
      expect(`${what}\n${why}\n${fix}`).not.toMatch(/\{\w+\}|undefined/)
    }
  }
  return error.problems
}
