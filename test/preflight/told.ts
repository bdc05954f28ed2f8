import { expect } from 'vitest'
import type { Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'

/** The problems themselves, after making sure that their sentences leave no placeholder open in any language. */
export function told(problems: readonly Problem[]): readonly Problem[] {
  for (const problem of problems)
    for (const language of LANGUAGES) {
      const { what, why, fix } = explain(problem, language)
      expect(`${what}\n${why}\n${fix}`).not.toMatch(/\{\w+\}/)
    }
  return problems
}
