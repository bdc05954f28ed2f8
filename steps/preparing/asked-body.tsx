import type { ReactNode } from 'react'
import type { Say } from '../../src/i18n/say.js'
import { QuestionDialog } from '../../src/ui/screen/question-dialog.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import type { OperatorQuestion } from '../../src/wizard/operator-questions.js'
import { groupOf } from '../../src/wizard/probe/shared-answers.js'

/** The body of a screen, or what a connection asks first. */
export function AskedBody({
  session,
  size,
  children,
}: Pick<StepProps, 'session' | 'size'> & { children: ReactNode }) {
  const [question, ...later] = useCell(session.questions)
  if (question === undefined) return children
  const others = later.filter((other) => isSameAnswer(other, question)).length
  return <QuestionDialog key={nameOf(question)} question={question} others={others} columns={size.columns} />
}

/** Another question begins anew. */
function nameOf(question: OperatorQuestion): string {
  const { host, ...rest } = question.kind === 'password' ? question.question : question.key
  return JSON.stringify([question.kind, host, rest])
}

function isSameAnswer(one: OperatorQuestion, other: OperatorQuestion): boolean {
  if (one.kind !== 'password' || other.kind !== 'password') return false
  return groupOf(one.question) === groupOf(other.question)
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
