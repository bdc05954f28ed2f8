import type { ComponentProps } from 'react'
import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { QuestionDialog } from '../src/ui/screen/question-dialog.js'
import { hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { StepProps } from '../src/ui/screen/step.js'
import { groupOf } from '../src/wizard/probe/shared-answers.js'
import type { OperatorQuestion } from '../src/wizard/workbench.js'

/** A screen, or in its place what a connection asks first; then the keys of the screen mean nothing. */
export function AskingScreen({
  learned,
  ...screen
}: Pick<StepProps, 'learned'> & ComponentProps<typeof Screen>) {
  const { say } = useLook()
  const [asked, ...later] = useCell(learned.questions)
  useKeys(({ name, text }) => !name.startsWith('ctrl-') && name !== 'f1' && text !== '?', {
    isActive: asked !== undefined,
    layer: 'cover',
  })
  if (asked === undefined) return <Screen {...screen} />
  const others = later.filter((other) => isSameAnswer(other, asked)).length
  const answers = hintsOf({ Enter: 'key.answer', Esc: 'question.key.refuse' }, say)
  return (
    <Screen question={screen.question} hints={answers}>
      <QuestionDialog key={nameOf(asked)} question={asked} others={others} />
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
