import type { Cell } from './cell.js'
import { outcomeOf, PASSWORD_KINDS } from './probe/outcome-of.js'
import { probeQuestions } from './probe/probe-questions.js'
import { createSharedAnswers } from './probe/shared-answers.js'
import type { OperatorQuestion, ProbeAsk } from './workbench.js'

/**
 * Puts every question into the cell, where the screen that is on shows the first one, until it is answered. What is
 * answered for all hosts of a user is tried by one of them first.
 */
export function askThrough(questions: Cell<readonly OperatorQuestion[]>): ProbeAsk {
  const answers = createSharedAnswers()
  const ended = new AbortController().signal
  return {
    ...probeQuestions({ questions, answers, ended }),
    onStage: () => {},
    onConnected: (host, error) => {
      for (const kind of PASSWORD_KINDS) answers.settle(host, kind, outcomeOf(kind, error))
    },
  }
}
