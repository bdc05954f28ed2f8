import type { Cell } from '../cell.js'
import type { OperatorQuestion, PasswordQuestion, ProbeAsk } from '../workbench.js'
import { createSharedAnswers, groupOf, type SharedAnswers } from './shared-answers.js'

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
    onConnected: answers.closed,
  }
}

interface QuestionsInput {
  readonly questions: Cell<readonly OperatorQuestion[]>
  readonly answers: SharedAnswers
  /** What asks has ended: nobody need answer any more. */
  readonly ended: AbortSignal
}

/** The questions of one probe. What was answered for all hosts is not asked again, unless this host refuses it. */
export function probeQuestions({
  questions,
  answers,
  ended,
}: QuestionsInput): Pick<ProbeAsk, 'hostKey' | 'password'> {
  const put = <A>(unanswered: A, make: (answer: (given: A) => void) => OperatorQuestion) =>
    new Promise<A>((resolve) => {
      const answer = (given: A) => {
        ended.removeEventListener('abort', giveUp)
        questions.update((open) => open.filter((other) => other !== question))
        resolve(given)
      }
      const giveUp = () => answer(unanswered)
      const question = make(answer)
      if (ended.aborted) return resolve(unanswered)
      ended.addEventListener('abort', giveUp, { once: true })
      questions.update((open) => [...open, question])
    })
  const askPassword = (question: PasswordQuestion) =>
    put<string | undefined | typeof SHARED>(undefined, (answer) => ({
      kind: 'password',
      question,
      answer,
      answerAll: (password) => {
        answers.share(question, password)
        answer(password)
        for (const other of questions.get())
          if (other.kind === 'password' && groupOf(other.question) === groupOf(question)) other.withdraw?.()
      },
      withdraw: () => answer(SHARED),
    }))
  return {
    hostKey: (key) => put(false, (answer) => ({ kind: 'host-key', key, answer })),
    password: async (question) => {
      for (;;) {
        const known = await answers.take(question)
        if (ended.aborted) return undefined
        if (known !== undefined) return known
        const given = await askPassword(question)
        if (given !== SHARED) return given
      }
    },
  }
}

/** The question went away, since another one was answered for all. */
const SHARED = Symbol('answered for all')
