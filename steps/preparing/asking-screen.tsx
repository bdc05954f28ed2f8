import type { ComponentProps } from 'react'
import { useCell, useLook } from '../../src/ui/screen/hooks.js'
import { QuestionDialog } from '../../src/ui/screen/question-dialog.js'
import { hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { groupOf } from '../../src/wizard/probe/shared-answers.js'
import type { OperatorQuestion } from '../../src/wizard/workbench.js'

/** A screen, or in its place what a connection asks first. */
export function AskingScreen({
  question,
  hints,
  learned,
  size,
  children,
}: Pick<StepProps, 'learned' | 'size'> & ComponentProps<typeof Screen>) {
  const { say } = useLook()
  const [asked, ...later] = useCell(learned.questions)
  if (asked === undefined)
    return (
      <Screen question={question} hints={hints}>
        {children}
      </Screen>
    )
  const others = later.filter((other) => isSameAnswer(other, asked)).length
  const answers = hintsOf({ Enter: 'question.key.answer', Esc: 'question.key.refuse' }, say)
  return (
    <Screen question={question} hints={answers}>
      <QuestionDialog key={nameOf(asked)} question={asked} others={others} columns={size.columns} />
    </Screen>
  )
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
export function useIsAsked({ questions }: StepProps['learned']): boolean {
  return useCell(questions).length > 0
}
