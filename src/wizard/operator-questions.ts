import type { OfferedKey, PasswordQuestion } from './workbench.js'

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
