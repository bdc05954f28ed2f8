import { Box, Text } from 'ink'
import { useMemo } from 'react'
import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import type { Say } from '../../src/i18n/say.js'
import { windowStart } from '../../src/ui/list-window.js'
import { purposeText } from '../../src/ui/picture/port-text.js'
import { SIGNS } from '../../src/ui/picture/span.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { type Look, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { cut, pad, printable, wrap } from '../../src/ui/text.js'
import type { Advice } from '../../src/wizard/advice.js'
import { type Draft, entriesOf, type Known, releaseOf } from '../../src/wizard/draft.js'
import { type Fix, fixOf } from '../../src/wizard/fix-advice.js'
import { answerField } from '../../src/wizard/network-form/answer-field.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'
import { adviceAbout, firstToAnswer } from '../../src/wizard/network-form/first-to-answer.js'

interface FormPageProps extends Pick<StepProps, 'draft' | 'change'> {
  readonly fields: readonly NetworkField[]
  /** Key of the field that is typed in. */
  readonly focus: string
  readonly onFocus: (key: string) => void
  /** What is being typed, and texts that are no answer yet, by key. */
  readonly typed: Readonly<Record<string, string>>
  readonly onTyped: (typed: Readonly<Record<string, string>>) => void
  readonly known: Known
  readonly advice: readonly Advice[]
  readonly rows: number
}

const WORD_ROWS = 4
const MARKS = 3
const GAP = 2

/** One field below the other; the one with the focus can be typed in at once, and is judged with every key. */
export function FormPage(props: FormPageProps) {
  const { fields, onFocus, typed, onTyped, draft, change, known, advice } = props
  const look = useLook()
  const { say, paint, charset, columns } = look
  const at = Math.max(
    0,
    fields.findIndex(({ key }) => key === props.focus),
  )
  const field = fields[at]
  const rows = props.rows - WORD_ROWS
  const top = windowStart(fields.length, at, rows)
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
    } else if (field?.choices !== undefined && (name === 'left' || name === 'right' || name === 'space'))
      type(field, field.choices.find((one) => one !== field.value) ?? field.value)
    else return false
    return true
  })

  const place = { first: top + 1, last: Math.min(top + rows, fields.length), all: fields.length }
  const names = fields.map((one) => stringWidth(fieldName(one, say)))
  const nameColumns = Math.min(34, Math.max(...names, 0))
  const valueColumns = Math.max(16, Math.min(34, columns - nameColumns - 30))
  const remarkColumns = columns - MARKS - nameColumns - valueColumns - 2 * GAP
  return (
    <Box flexDirection="column">
      <Box flexDirection="column" height={rows}>
        {fields.slice(top, top + rows).map(fieldRow)}
      </Box>
      <Rows
        lines={[
          fields.length > rows ? paint('muted', ` ${say('screen.rows', place)}`) : '',
          ...(field === undefined
            ? []
            : wordsBelow(field, typed[field.key], about, fix, { ...look, rows: WORD_ROWS - 1 })),
        ]}
        rows={WORD_ROWS}
      />
    </Box>
  )

  /** Marks, name, value and remark in one row. */
  function fieldRow(one: NetworkField) {
    const isFocused = one.key === field?.key
    const text = typed[one.key] ?? one.value
    const isWrong = firstToAnswer([one], typed, advice) !== undefined
    const pointer = isFocused ? SIGNS[charset].pointer : ' '
    const title = pad(cut(printable(fieldName(one, say)), nameColumns), nameColumns)
    const remark = cut(printable(fieldRemark(one, known, draft, say)), remarkColumns)
    return (
      <Box key={one.key} height={1} flexShrink={0}>
        <Text>{`${pointer}${isWrong ? paint('failed', '!') : ' '} ${isFocused ? paint('strong', title) : title}  `}</Text>
        <Box width={valueColumns} flexShrink={0}>
          {one.choices !== undefined ? (
            <Choice field={one} isFocused={isFocused} />
          ) : (
            <TextField
              value={text}
              onChange={(value) => type(one, value)}
              onPaste={(pasted) => type(one, `${text} ${pasted}`.trim().replace(/\s+/g, ' '))}
              isActive={isFocused}
              placeholder={cut(printable(one.usual ?? ''), valueColumns - 1)}
              columns={valueColumns - 1}
            />
          )}
        </Box>
        <Text>{paint('muted', `  ${remark}`)}</Text>
      </Box>
    )
  }
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

/** What is wrong with the answer in a field, what is unwise about it, or else what it is for. */
function wordsBelow(
  field: NetworkField,
  typed: string | undefined,
  advice: Advice | undefined,
  fix: Fix | undefined,
  look: Look,
): string[] {
  const { say, language, paint, rows } = look
  const width = look.columns - 2
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
  const told = [...problemTitle(problem, { ...look, width }), ...wrap(printable(byHand), width)]
  return [...told.slice(0, rows - keys.length).map((line) => ` ${line}`), ...keys]
}

function Choice({ field, isFocused }: { field: NetworkField; isFocused: boolean }) {
  const { say, paint } = useLook()
  const texts = (field.choices ?? []).map((one) => {
    const word = one === 'yes' || one === 'no' ? say(`network.${one}`) : one
    if (one !== field.value) return ` ${word} `
    return isFocused ? paint('strong', `[${word}]`) : `[${word}]`
  })
  return <Text wrap="truncate">{texts.join('')}</Text>
}

/** What a field is called: one short line. */
function fieldName({ about, port, role = '' }: NetworkField, say: Say): string {
  if (port === undefined) return say(`network.field.${about}`, { role })
  const where = port.host === undefined ? '' : ` ${port.host}`
  const purpose = purposeText(port.purpose, say)
  return say('network.field.of-port', { role: `${port.role}${where}`, purpose })
}

/** Behind the field: what its default is, once it is not that. */
function fieldRemark(
  { about, value, usual, key, role = '' }: NetworkField,
  known: Known,
  draft: Draft,
  say: Say,
): string {
  switch (about) {
    case 'external-address':
      return say('network.on-host', { host: entriesOf(draft.file, role)[0]?.host ?? '' })
    case 'data-center':
      return value === ''
        ? say('network.of-release', { release: draft.file.release })
        : say('network.usual', { usual: usual ?? '' })
    case 'bootstrap-nodes': {
      const count = releaseOf(draft.file, known)?.network.bootstrapNodes.length ?? 0
      return value === ''
        ? say('network.nodes-of-release', { count, release: draft.file.release })
        : say('network.nodes', { count: value.split(' ').length })
    }
    case 'first-carrier':
      return ''
    case 'firewall':
      return say(`network.firewall.${value === 'managed' ? 'managed' : 'by-hand'}`)
    case 'operators':
    case 'moirea':
    case 'partners':
      return value === '' ? say(`network.nobody.${about}`) : ''
    case 'port':
      return value === usual ? key : say('network.usual', { usual: usual ?? '' })
  }
}
