import type { Cell } from '../cell.js'
import type { OfferedKey, OperatorQuestion, PasswordQuestion, ProbeAsk } from '../workbench.js'
import { groupOf, type SharedAnswers } from './shared-answers.js'

export interface QuestionsInput {
  readonly questions: Cell<readonly OperatorQuestion[]>
  readonly answers: SharedAnswers
  /** What asks has ended: nobody need answer any more. */
  readonly ended: AbortSignal
}

/** The questions of one probe. What was answered for all hosts is not asked again, unless this host refuses it. */
export function probeQuestions(input: QuestionsInput): Pick<ProbeAsk, 'hostKey' | 'password'> {
  return {
    hostKey: (key) => askHostKey(key, input),
    password: async (question) => {
      for (;;) {
        const known = await input.answers.take(question)
        if (input.ended.aborted) return undefined
        if (known !== undefined) return known
        const given = await askPassword(question, input)
        if (given !== SHARED) return given
      }
    },
  }
}

/** The question went away, since another one was answered for all. */
const SHARED = Symbol('answered for all')

function askHostKey(key: OfferedKey, { questions, ended }: QuestionsInput): Promise<boolean> {
  return put(questions, ended, false, (answer) => ({ kind: 'host-key', key, answer }))
}

function askPassword(
  question: PasswordQuestion,
  { questions, answers, ended }: QuestionsInput,
): Promise<string | undefined | typeof SHARED> {
  return put<string | undefined | typeof SHARED>(questions, ended, undefined, (answer) => ({
    kind: 'password',
    question,
    answer,
    answerAll: (password) => {
      answers.share(question, password)
      answer(password)
      for (const other of questions.get()) if (isOfGroup(other, question)) other.withdraw?.()
    },
    withdraw: () => answer(SHARED),
  }))
}

function isOfGroup(
  other: OperatorQuestion,
  question: PasswordQuestion,
): other is Extract<OperatorQuestion, { kind: 'password' }> {
  return other.kind === 'password' && groupOf(other.question) === groupOf(question)
}

function put<A>(
  questions: Cell<readonly OperatorQuestion[]>,
  ended: AbortSignal,
  unanswered: A,
  make: (answer: (given: A) => void) => OperatorQuestion,
): Promise<A> {
  return new Promise((resolve) => {
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
}
