import type { Cell } from './cell.js'
import type { OfferedKey, PasswordQuestion, ProbeAsk, ProbeStage } from './workbench.js'

/** What a connection asks and only the operator knows, until it is answered. */
export type OperatorQuestion =
  | { readonly kind: 'host-key'; readonly key: OfferedKey; readonly answer: (isTrusted: boolean) => void }
  | {
      readonly kind: 'password'
      readonly question: PasswordQuestion
      /** Undefined: not answered, so that the connection is given up. */
      readonly answer: (password: string | undefined) => void
      /** As `answer`, for all hosts that want the same password; absent where only one asks. */
      readonly answerAll?: (password: string) => void
      /** Takes the question back, to be answered by what was given for all. */
      readonly withdraw?: () => void
    }

/** Puts every question into the cell, where the screen that is on shows the first one, until it is answered. */
export function askThrough(
  questions: Cell<readonly OperatorQuestion[]>,
  onStage: (stage: ProbeStage) => void = () => {},
): ProbeAsk {
  const put = <A>(make: (answer: (given: A) => void) => OperatorQuestion) =>
    new Promise<A>((resolve) => {
      const question = make((given) => {
        questions.update((open) => open.filter((other) => other !== question))
        resolve(given)
      })
      questions.update((open) => [...open, question])
    })
  return {
    onStage,
    hostKey: (key) => put<boolean>((answer) => ({ kind: 'host-key', key, answer })),
    password: (question) => put<string | undefined>((answer) => ({ kind: 'password', question, answer })),
  }
}
