import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import { printable } from '../../src/ui/printable.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { Size, StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { cut, pad, wrap } from '../../src/ui/wrap.js'
import type { Advice } from '../../src/wizard/advice.js'
import { fixOf } from '../../src/wizard/fix-advice.js'
import type { Known } from '../../src/wizard/known.js'
import { answerField } from '../../src/wizard/network-form/answer-field.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'
import { adviceAbout } from '../../src/wizard/network-form/first-to-answer.js'
import { fieldName, fieldRemark } from './field-words.js'

export interface FormPageProps extends Pick<StepProps, 'draft' | 'change'> {
  readonly fields: readonly NetworkField[]
  /** Key of the field that is typed in. */
  readonly focus: string
  readonly onFocus: (key: string) => void
  /** Texts that are no answer yet, by key. */
  readonly typed: Readonly<Record<string, string>>
  readonly onTyped: (typed: Readonly<Record<string, string>>) => void
  readonly known: Known
  readonly advice: readonly Advice[]
  readonly size: Size
}

const WORD_ROWS = 4
const MARK_COLUMNS = 3

/** One field below the other; the one with the focus can be typed in at once, and is judged with every key. */
export function FormPage(props: FormPageProps) {
  const { fields, focus, onFocus, typed, onTyped, draft, change, known, advice, size } = props
  const look = useLook()
  const { say, paint, language, charset } = look
  const at = Math.max(
    0,
    fields.findIndex(({ key }) => key === focus),
  )
  const field = fields[at]
  const rows = size.rows - WORD_ROWS
  const top = Math.max(0, Math.min(at - Math.floor(rows / 2), fields.length - rows))
  // What has become an answer is shown as that once the field is left.
  const settled = () =>
    Object.fromEntries(
      Object.entries(typed).filter(([key, text]) => {
        const one = fields.find((other) => other.key === key)
        return one !== undefined && answerField(one, text).problem !== undefined
      }),
    )
  const go = (to: number) => {
    onTyped(settled())
    onFocus(fields[Math.max(0, Math.min(fields.length - 1, to))]?.key ?? '')
  }

  const about = field === undefined ? undefined : adviceAbout(field, advice)
  const fix =
    about === undefined
      ? undefined
      : fixOf(about, { file: draft.file, ...(draft.want === undefined ? {} : { want: draft.want }) }, known)

  const type = (one: NetworkField, text: string) => {
    const { edit } = answerField(one, text)
    onTyped({ ...settled(), [one.key]: text })
    if (edit !== undefined) change(edit)
  }

  useKeys(({ name, text }) => {
    if (name === 'up') go(at - 1)
    else if (name === 'down') go(at + 1)
    else if (name === 'pageup') go(at - rows)
    else if (name === 'pagedown') go(at + rows)
    else if (name === 'ctrl-f' && fix !== undefined) {
      onTyped({})
      change((before) => ({ ...before, file: fix.file }))
    } else if (field?.about === 'first-carrier' && (name === 'left' || name === 'right' || text === ' '))
      type(field, field.value === 'yes' ? 'no' : 'yes')
    else return false
    return true
  })

  const names = fields.map((one) => fieldName(one, say))
  const nameColumns = Math.min(34, Math.max(...names.map((name) => stringWidth(name)), 0))
  const valueColumns = Math.max(16, Math.min(34, size.columns - nameColumns - 26))
  return (
    <Box flexDirection="column">
      {fields.slice(top, top + rows).map((one) => {
        const name = names[fields.indexOf(one)] ?? ''
        const isFocused = one.key === field?.key
        const text = typed[one.key] ?? one.value
        const wrong =
          answerField(one, text).problem !== undefined ||
          adviceAbout(one, advice)?.problem.severity === 'error'
        const sign = isFocused ? (charset === 'ascii' ? '>' : '▸') : ' '
        const remark = fieldRemark(one, known, draft, say)
        return (
          <Box key={one.key} height={1} flexShrink={0}>
            <Text wrap="truncate">
              {`${sign}${wrong ? paint('failed', '!') : ' '} ${isFocused ? paint('strong', pad(cut(name, nameColumns), nameColumns)) : pad(cut(name, nameColumns), nameColumns)}  `}
            </Text>
            <Box width={valueColumns} flexShrink={0}>
              {one.about === 'first-carrier' ? (
                <Text wrap="truncate">{choice(one.value, isFocused, say, paint)}</Text>
              ) : (
                <TextField
                  value={text}
                  onChange={(now) => type(one, now)}
                  onPaste={(pasted) => type(one, pasted.trim().replace(/\s+/g, ' '))}
                  isActive={isFocused}
                  placeholder={cut(one.usual ?? '', valueColumns - 1)}
                  columns={valueColumns - 1}
                />
              )}
            </Box>
            <Text wrap="truncate">
              {paint(
                'muted',
                `  ${cut(remark, size.columns - nameColumns - valueColumns - MARK_COLUMNS - 4)}`,
              )}
            </Text>
          </Box>
        )
      })}
      <Box flexGrow={1} />
      <Rows lines={['', ...words()]} rows={WORD_ROWS} />
    </Box>
  )

  /** What is wrong with the answer, what is unwise about it, or what it is for. */
  function words(): string[] {
    if (field === undefined) return []
    const width = size.columns - 2
    const wrong = answerField(field, typed[field.key] ?? field.value).problem
    const told = wrong ?? about?.problem
    if (told === undefined)
      return wrap(printable(say(`network.about.${field.about}`)), width).map(
        (line) => ` ${paint('muted', line)}`,
      )
    const keys =
      fix === undefined || wrong !== undefined
        ? []
        : [` ${paint('strong', '^F')} ${say(fix.word, fix.values)}`]
    const lines = [
      ...problemTitle(told, { language, paint, width }),
      ...wrap(printable(explain(told, language).fix.split('\n')[0] ?? ''), width),
    ]
    return [...lines.slice(0, WORD_ROWS - 1 - keys.length).map((line) => ` ${line}`), ...keys]
  }
}

function choice(
  value: string,
  isFocused: boolean,
  say: ReturnType<typeof useLook>['say'],
  paint: ReturnType<typeof useLook>['paint'],
): string {
  const text = (one: 'yes' | 'no') => {
    const word = say(`network.${one}`)
    return one === value ? (isFocused ? paint('strong', `[${word}]`) : `[${word}]`) : ` ${word} `
  }
  return `${text('no')}${text('yes')}`
}
