import type { ReactNode } from 'react'
import type { Say } from '../../src/i18n/say.js'
import { QuestionDialog } from '../../src/ui/screen/question-dialog.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'

/** The body of a screen, or what a connection asks first. */
export function AskedBody({
  session,
  size,
  children,
}: Pick<StepProps, 'session' | 'size'> & { children: ReactNode }) {
  const [question] = useCell(session.questions)
  return question === undefined ? children : <QuestionDialog question={question} columns={size.columns} />
}

/** While something is asked, the keys of the screen mean nothing. */
export function useIsAsked({ questions }: StepProps['session']): boolean {
  return useCell(questions).length > 0
}

export function askedHints(say: Say): Hint[] {
  return [
    ['Enter', say('question.key.answer')],
    ['Esc', say('question.key.refuse')],
  ]
}
