import { Box } from 'ink'
import { useMemo } from 'react'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { type Look, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { Size, StepProps } from '../../src/ui/screen/step.js'
import { printable, wrap } from '../../src/ui/text.js'
import type { Advice } from '../../src/wizard/advice.js'
import type { Known } from '../../src/wizard/draft.js'
import { type Fix, fixOf } from '../../src/wizard/fix-advice.js'
import { answerField } from '../../src/wizard/network-form/answer-field.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'
import { adviceAbout } from '../../src/wizard/network-form/first-to-answer.js'
import { FieldRow, fieldName, fieldRemark } from './field-row.js'

export interface FormPageProps extends Pick<StepProps, 'draft' | 'change'> {
  readonly fields: readonly NetworkField[]
  /** Key of the field that is typed in. */
  readonly focus: string
  readonly onFocus: (key: string) => void
  /** What is being typed, and texts that are no answer yet, by key. */
  readonly typed: Readonly<Record<string, string>>
  readonly onTyped: (typed: Readonly<Record<string, string>>) => void
  readonly known: Known
  readonly advice: readonly Advice[]
  readonly size: Size
}

const WORD_ROWS = 4

/** One field below the other; the one with the focus can be typed in at once, and is judged with every key. */
export function FormPage(props: FormPageProps) {
  const { fields, onFocus, typed, onTyped, draft, change, known, advice, size } = props
  const look = useLook()
  const at = Math.max(
    0,
    fields.findIndex(({ key }) => key === props.focus),
  )
  const field = fields[at]
  const rows = size.rows - WORD_ROWS
  const top = Math.max(0, Math.min(at - Math.floor(rows / 2), fields.length - rows))
  const about = field === undefined ? undefined : adviceAbout(field, advice)
  const { file, want } = draft
  const fix = useMemo(
    () => (about === undefined ? undefined : fixOf(about, { file, want }, known, advice)),
    [about, file, want, known, advice],
  )

  const go = (to: number) => {
    onTyped(unfinished(typed, fields))
    onFocus(fields[Math.max(0, Math.min(fields.length - 1, to))]?.key ?? '')
  }
  const type = (one: NetworkField, text: string) => {
    const { edit } = answerField(one, text)
    onTyped({ ...unfinished(typed, fields), [one.key]: text })
    if (edit !== undefined) change(edit)
  }

  useKeys(({ name }) => {
    if (name === 'up') go(at - 1)
    else if (name === 'down') go(at + 1)
    else if (name === 'pageup') go(at - rows)
    else if (name === 'pagedown') go(at + rows)
    else if (name === 'ctrl-f' && fix !== undefined) {
      onTyped({})
      change((before) => ({ ...before, file: fix.file }))
    } else if (field?.about === 'first-carrier' && (name === 'left' || name === 'right' || name === 'space'))
      type(field, field.value === 'yes' ? 'no' : 'yes')
    else return false
    return true
  })

  const place = { first: top + 1, last: Math.min(top + rows, fields.length), all: fields.length }
  const names = fields.map((one) => fieldName(one, look.say))
  const nameColumns = Math.min(34, Math.max(...names.map((name) => stringWidth(name)), 0))
  return (
    <Box flexDirection="column">
      <Box flexDirection="column" height={rows}>
        {fields.slice(top, top + rows).map((one, i) => (
          <FieldRow
            key={one.key}
            field={one}
            name={names[top + i] ?? ''}
            remark={fieldRemark(one, known, draft, look.say)}
            text={typed[one.key] ?? one.value}
            isFocused={one.key === field?.key}
            isWrong={isWrong(one, typed[one.key], advice)}
            onType={(text) => type(one, text)}
            columns={{ all: size.columns, name: nameColumns }}
          />
        ))}
      </Box>
      <Rows
        lines={[
          fields.length > rows ? look.paint('muted', ` ${look.say('screen.rows', place)}`) : '',
          ...(field === undefined
            ? []
            : wordsBelow(field, typed[field.key], about, fix, {
                ...look,
                columns: size.columns,
                rows: WORD_ROWS - 1,
              })),
        ]}
        rows={WORD_ROWS}
      />
    </Box>
  )
}

/** Texts that are no answer stay as they were typed; all others are shown as the answer that they became. */
function unfinished(typed: FormPageProps['typed'], fields: readonly NetworkField[]): FormPageProps['typed'] {
  return Object.fromEntries(
    Object.entries(typed).filter(([key, text]) => {
      const one = fields.find((field) => field.key === key)
      return one !== undefined && answerField(one, text).problem !== undefined
    }),
  )
}

function isWrong(field: NetworkField, text: string | undefined, advice: readonly Advice[]): boolean {
  if (text !== undefined && answerField(field, text).problem !== undefined) return true
  return adviceAbout(field, advice)?.problem.severity === 'error'
}

/** What is wrong with the answer in a field, what is unwise about it, or else what it is for. */
function wordsBelow(
  field: NetworkField,
  typed: string | undefined,
  advice: Advice | undefined,
  fix: Fix | undefined,
  { say, language, paint, columns, rows }: Look,
): string[] {
  const width = columns - 2
  const wrong = typed === undefined ? undefined : answerField(field, typed).problem
  const problem = wrong ?? advice?.problem
  if (problem === undefined)
    return wrap(say(`network.about.${field.about}`, { role: field.role ?? '' }), width).map(
      (line) => ` ${paint('muted', line)}`,
    )
  const keys =
    fix === undefined || wrong !== undefined
      ? []
      : [` ${paint('strong', '^F')} ${printable(say(fix.word, fix.values))}`]
  const [byHand = ''] = explain(problem, language).fix.split('\n')
  const told = [...problemTitle(problem, { language, paint, width }), ...wrap(printable(byHand), width)]
  return [...told.slice(0, rows - keys.length).map((line) => ` ${line}`), ...keys]
}
