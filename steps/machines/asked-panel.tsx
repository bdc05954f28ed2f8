import { Box } from 'ink'
import { oneLine, SIGNS } from '../../src/ui/picture/span.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { type Look, useLook } from '../../src/ui/screen/hooks.js'
import { type PasswordAsked, passwordText, usePassword } from '../../src/ui/screen/question-dialog.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { wrap } from '../../src/ui/text.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import { type AskedNow, type KeyQuestion, keyRows, type MachinesNow } from './machines-now.js'
import type { MachinesActions } from './use-machines.js'

interface AskedPanelProps {
  readonly asked: AskedNow
  readonly now: MachinesNow
  readonly screen: MachinesScreen
  readonly actions: MachinesActions
}

/** What is asked, and the answer; while keys go elsewhere nothing looks as if it could be typed in here. */
export function AskedPanel({ asked, now, screen, actions }: AskedPanelProps) {
  const look = useLook()
  const isActive = now.focus === 'question'
  const hint = `${SIGNS[look.charset].pointer} ${look.say('machines.to-answer')}`
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...askedLines(asked, look), ...(isActive ? [] : [look.paint('strong', hint)])]} />
      {asked.kind === 'password' ? (
        <PasswordAnswer
          // The next question, which may take its place, begins empty.
          key={passwordKey(asked.question)}
          asking={asked.question}
          now={now}
          onAnswered={actions.answerNext}
        />
      ) : !isActive ? null : asked.kind === 'keys' ? (
        <KeyAnswer questions={asked.questions} onAnswered={actions.answerNext} />
      ) : (
        <TextField
          value={screen.user}
          onChange={(user) => actions.set({ user })}
          onSubmit={actions.nameUser}
          columns={32}
        />
      )}
    </Box>
  )
}

/** Keys of hosts that were never seen before: one by one, or all that are in sight after looking at them. */
function KeyAnswer({ questions, onAnswered }: { questions: readonly KeyQuestion[]; onAnswered: () => void }) {
  const { say } = useLook()
  const host = oneLine(questions[0]?.key.host ?? '')
  const all = { value: 'all', label: say('machines.key.trust-all', { count: questions.length }) }
  return (
    <Choice
      // Another question begins with its own first answer.
      key={JSON.stringify(questions.map(({ key }) => [key.host, key.fingerprint]))}
      items={[
        ...(questions.length > 1 ? [all] : []),
        { value: 'trust', label: say('machines.key.trust', { host }) },
        { value: 'refuse', label: say('machines.key.refuse', { host }) },
      ]}
      onSelect={(choice) => {
        const answered = choice === 'all' ? questions : questions.slice(0, 1)
        for (const each of answered) each.answer(choice !== 'refuse')
        onAnswered()
      }}
    />
  )
}

function passwordKey({ question: { kind, host, wasRefused } }: PasswordAsked): string {
  return JSON.stringify([kind, host, wasRefused])
}

interface PasswordAnswerProps {
  readonly asking: PasswordAsked
  readonly now: MachinesNow
  readonly onAnswered: () => void
}

/** A password or passphrase. Up and down choose whether it is for all hosts of the same user. */
function PasswordAnswer({ asking, now, onAnswered }: PasswordAnswerProps) {
  const { say, paint, columns } = useLook()
  const { host, user } = asking.question
  const isActive = now.focus === 'question'
  const others = now.states.filter(
    (other) => other.host.local !== true && other.host.name !== host && other.host.user === user,
  )
  const { field, sharing, remarks } = usePassword(asking, others.length, { isActive, onAnswered })
  if (!isActive) return null
  const names = { user: oneLine(user), host: oneLine(host) }
  const shared = [
    ...(sharing === undefined ? [] : [say(`machines.password.for-${sharing}`, names)]),
    ...(sharing === 'all' ? [paint('muted', say('machines.password.first'))] : []),
  ]
  return (
    <>
      <TextField {...field} columns={columns - 3} />
      <Rows lines={[...remarks, ...shared, paint('muted', say('machines.password.kept'))]} />
    </>
  )
}

/** Rows of the panel, with those that the answer takes. */
export function askedRows(asked: AskedNow, look: Look): number {
  const lines = askedLines(asked, look).length
  if (asked.kind === 'user') return lines + 1
  if (asked.kind === 'password') return lines + 5
  return lines + (asked.questions.length > 1 ? 3 : 2)
}

const MOST_NAMES = 5

/** What is asked, in the rows above the answer. Nothing of a fingerprint is ever cut away. */
function askedLines(asked: AskedNow, look: Look): string[] {
  const { say, paint, columns } = look
  const title = (text: string) => wrap(text, columns - 2).map((line) => paint('strong', line))
  switch (asked.kind) {
    case 'user': {
      const names = asked.hosts.slice(0, MOST_NAMES).map(oneLine).join(', ')
      const count = asked.hosts.length - MOST_NAMES
      return title(
        say('machines.user', { hosts: count > 0 ? say('machines.and-more', { names, count }) : names }),
      )
    }
    case 'password':
      return title(passwordText(asked.question.question, say))
    case 'keys': {
      const shown = asked.questions.map(({ key }) => key)
      const host = oneLine(shown[0]?.host ?? '')
      return [
        ...title(say(shown.length === 1 ? 'machines.key.one' : 'machines.key.many', { host })),
        `  ${oneLine(shown[0]?.command ?? '')}`,
        ...shown.flatMap((key) => keyRows(key, columns)),
        ...(asked.rest > 0 ? [paint('muted', `  ${say('machines.key.more', { count: asked.rest })}`)] : []),
      ]
    }
  }
}
