import type { Word } from '../../i18n/en/words.js'
import { explainQuestion, type QuestionId } from '../../i18n/question.js'
import { textWidth } from '../picture/text-width.js'
import { pad, wrap } from '../wrap.js'
import { useKeys } from './keys.js'
import { useLook } from './look.js'
import { Scroll } from './scroll.js'
import type { Size } from './step.js'

/** The answer to `?`: what a question means, what happens when it is answered wrongly, and how else to answer it. */
export function ExplanationPanel({
  question,
  size,
  onClose,
}: {
  question: QuestionId
  size: Size
  onClose: () => void
}) {
  const { language, say, paint, asTyped } = useLook()
  const { what, usual, seenBy, breaks, flag, yaml } = explainQuestion(question, language)
  useKeys(
    ({ name, text }) => {
      if (name !== 'escape' && name !== 'enter' && name !== 'f1' && text !== '?' && text !== 'q') return false
      onClose()
      return true
    },
    { layer: 'dialog' },
  )
  // Whatever is below must not take keys meanwhile; Ctrl-L and Ctrl-C are the program's.
  useKeys(({ name }) => !name.startsWith('ctrl-'), { layer: 'screen' })
  const rows: readonly (readonly [Word, string])[] = [
    ['explain.usual', usual],
    ['explain.seen-by', seenBy],
    ['explain.breaks', breaks],
    ['explain.flag', asTyped(flag)],
    ['explain.yaml', yaml],
  ]
  const told = rows.filter(([, text]) => text !== '')
  const indent = Math.max(0, ...told.map(([word]) => textWidth(say(word)))) + 3
  const lines = [
    ` ${paint('strong', say('explain.title'))}`,
    '',
    ...wrap(what, size.columns - 2).map((line) => ` ${line}`),
    '',
    ...told.flatMap(([word, text]) =>
      text
        .split('\n')
        .flatMap((paragraph, n) =>
          wrap(paragraph, size.columns - indent - 1).map(
            (line, i) => ` ${paint('muted', pad(n === 0 && i === 0 ? say(word) : '', indent))}${line}`,
          ),
        ),
    ),
  ]
  return <Scroll lines={lines} rows={size.rows} />
}
