import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { explainQuestion, type QuestionId } from '../../i18n/explain.js'
import type { Say, Word } from '../../i18n/say.js'
import { SIGNS } from '../picture/span.js'
import { textWidth } from '../picture/text-width.js'
import { cut, pad, printable, wrap } from '../text.js'
import { type Frame, useFrame } from './frame.js'
import { CoveredContext, type Look, useIsCovered, useKeys, useLook } from './hooks.js'
import { Scroll } from './rows.js'
import type { Size } from './step.js'

/** Key names as they are printed on keys, and what they do here. */
export type Hint = readonly [keys: string, does: string]

/** Keys with what they do, the most needed first; what has no word means nothing just now. */
export function hintsOf(keys: Readonly<Record<string, Word | false | undefined>>, say: Say): Hint[] {
  return hintsIn(Object.entries(keys), say)
}

/** The same where a key has a place for each of its meanings. */
export function hintsIn(keys: readonly (readonly [string, Word | false | undefined])[], say: Say): Hint[] {
  return keys.flatMap(([key, word]): Hint[] => (word ? [[key, say(word)]] : []))
}

/** Header, body and hint line. `question` is what `?` explains: that of the answer that is being given. */
export function Screen({
  question,
  hints,
  children,
}: {
  question: QuestionId
  hints: readonly Hint[]
  children?: ReactNode
}) {
  const look = useLook()
  const frame = useFrame()
  const { size, isExplained, setExplained } = frame
  const isCovered = useIsCovered()
  useKeys(
    ({ name, text }) => {
      if (isCovered || (name !== 'f1' && text !== '?')) return false
      setExplained(true)
      return true
    },
    { layer: 'program' },
  )
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows - 1}>
      <Header frame={frame} look={look} />
      <Box
        display={isExplained ? 'none' : 'flex'}
        flexDirection="column"
        width={size.columns}
        height={size.rows}
        overflowY="hidden"
      >
        <CoveredContext.Provider value={isCovered || isExplained}>{children}</CoveredContext.Provider>
      </Box>
      {isExplained ? (
        <ExplanationPanel question={question} size={size} onClose={() => setExplained(false)} />
      ) : null}
      <Text wrap="truncate">
        {isExplained
          ? hintLine([['Esc', look.say('key.close')]], look)
          : hintLine(allHints(hints, question, look), look)}
      </Text>
    </Box>
  )
}

/** Where all of them have no room, the explanation goes by a shorter name before a key goes unnamed. */
function allHints(hints: readonly Hint[], question: QuestionId, { say, columns, charset }: Look): Hint[] {
  const named = (word: 'key.explain' | 'key.explain.short'): Hint[] => [
    ...hints.map(([keys, does]): Hint => [charset === 'ascii' ? (IN_ASCII[keys] ?? keys) : keys, does]),
    [explains(question), say(word)],
    ['^L', say(charset === 'ascii' ? 'key.language.ascii' : 'key.language')],
  ]
  const whole = named('key.explain')
  return lineWidth(whole) - 3 <= columns ? whole : named('key.explain.short')
}

const IN_ASCII: Readonly<Record<string, string>> = { '↑↓': 'Up/Down', '←→': 'Left/Right', '↓': 'Down' }

function lineWidth(hints: readonly Hint[]): number {
  return hints.reduce((sum, [keys, does]) => sum + textWidth(`${keys} ${does}`) + 3, 1)
}

/** In a password a question mark is one. */
function explains(question: QuestionId): string {
  return question === 'machine-password' || question === 'recover-key' ? 'F1' : '?'
}

/** Rows that header and hint line take, with the one that a notice takes. */
export function bodySize({ columns, rows }: Pick<Look, 'columns' | 'rows'>, hasNotice: boolean) {
  return { columns, rows: rows - 1 - 2 - 1 - (hasNotice ? 1 : 0) }
}

function Header({ frame, look }: { frame: Frame; look: Look }) {
  const { paint, say, columns, charset } = look
  const { title, organisation, isRehearsal, notice } = frame
  const rehearsal = isRehearsal ? ` ${say('screen.rehearsal')} ` : ''
  // That it is a rehearsal is said whole, however long the name is.
  const room = columns - textWidth(`  ${title} ${rehearsal}`) - 1
  const name = cut(printable(organisation === '' ? say('screen.title') : organisation), Math.min(32, room))
  const left = ` ${name}  ${title}`
  const gap = ' '.repeat(Math.max(1, columns - textWidth(left) - textWidth(rehearsal)))
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate">
        {` ${paint('strong', name)}  ${title}${gap}`}
        <Text inverse>{rehearsal}</Text>
      </Text>
      <Text wrap="truncate">{paint('muted', SIGNS[charset].rule.repeat(columns))}</Text>
      {notice === undefined ? null : <Text wrap="truncate">{paint('warning', ` ${notice}`)}</Text>}
    </Box>
  )
}

/** As many hints as there is room for; the first are the most needed. */
export function hintLine(
  hints: readonly Hint[],
  { columns, paint }: Pick<Look, 'columns' | 'paint'>,
): string {
  // Each but the last is followed by a gap.
  let width = 1
  const shown: string[] = []
  for (const [keys, does] of hints) {
    const room = textWidth(`${keys} ${does}`)
    if (width + room > columns) continue
    width += room + 3
    shown.push(`${paint('strong', keys)} ${paint('muted', does)}`)
  }
  return ` ${shown.join('   ')}`
}

/** The answer to `?`: what a question means, what happens when it is answered wrongly, and how else to answer it. */
function ExplanationPanel({
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
  useKeys(({ name }) => !name.startsWith('ctrl-'), { layer: 'cover' })
  const rows: readonly (readonly [Word, string | undefined])[] = [
    ['explain.usual', usual],
    ['explain.seen-by', seenBy],
    ['explain.breaks', breaks],
    ['explain.flag', flag && asTyped(flag)],
    ['explain.yaml', yaml],
  ]
  const told = rows.flatMap(([word, text]) => (text ? [[word, text] as const] : []))
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
