import { Box } from 'ink'
import { useState } from 'react'
import type { Say } from '../../src/i18n/say.js'
import { fitText, oneLine } from '../../src/ui/picture/fit-text.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad, wrap } from '../../src/ui/wrap.js'
import type { OperatorQuestion } from '../../src/wizard/operator-questions.js'
import type { PasswordQuestion } from '../../src/wizard/workbench.js'

type KeyQuestion = Extract<OperatorQuestion, { kind: 'host-key' }>
type AskedPassword = Extract<OperatorQuestion, { kind: 'password' }>

interface PanelProps {
  readonly columns: number
  readonly isActive: boolean
}

/** Keys that can be looked at side by side. */
export const MOST_KEYS = 4

/** Keys of hosts that were never seen before: one by one, or all that are in sight after looking at them. */
export function KeyPanel({ asked, columns, isActive }: PanelProps & { asked: readonly KeyQuestion[] }) {
  const { say, paint, charset } = useLook()
  const shown = asked.slice(0, MOST_KEYS)
  const [first] = shown
  if (first === undefined) return null
  const { key } = first
  const host = oneLine(key.host)
  const answer = (choice: string) => {
    if (choice === 'all') for (const each of shown) each.answer(true)
    else first.answer(choice === 'trust')
  }
  const title = say(shown.length === 1 ? 'machines.key.one' : 'machines.key.many', { host })
  const lines = [
    ...wrap(title, columns - 2).map((line) => paint('strong', line)),
    `  ${oneLine(key.command)}`,
    ...shown.map((each) => {
      const { host: name, address, port, fingerprint } = each.key
      return fitText(
        `  ${pad(oneLine(name), 8)} ${oneLine(address)}:${port}  ${oneLine(fingerprint)}`,
        columns - 2,
        charset,
      )
    }),
    ...(asked.length > shown.length
      ? [paint('muted', `  ${say('machines.key.more', { count: asked.length - shown.length })}`)]
      : []),
  ]
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={lines} />
      <Choice
        // Another question begins with its own first answer.
        key={JSON.stringify(shown.map((each) => [each.key.host, each.key.fingerprint]))}
        isActive={isActive}
        items={[
          ...(shown.length > 1
            ? [{ value: 'all', label: say('machines.key.trust-all', { count: shown.length }) }]
            : []),
          { value: 'trust', label: say('machines.key.trust', { host }) },
          { value: 'refuse', label: say('machines.key.refuse', { host }) },
        ]}
        onSelect={answer}
      />
    </Box>
  )
}

/** A password or passphrase. Up and down choose whether it is for all hosts of the same user. */
export function PasswordPanel({
  asked,
  others,
  columns,
  isActive,
}: PanelProps & { asked: AskedPassword; others: number }) {
  const { say, paint } = useLook()
  const { question } = asked
  const [typed, setTyped] = useState('')
  const mayShare = others > 0 && asked.answerAll !== undefined && question.kind !== 'passphrase'
  // What one host has refused is for that host alone, until the operator says otherwise.
  const [isForAll, setForAll] = useState(!question.wasRefused)
  useKeys(
    ({ name }) => {
      if (!mayShare || (name !== 'up' && name !== 'down')) return false
      setForAll(!isForAll)
      return true
    },
    { isActive, layer: 'part' },
  )
  const submit = (password: string) => {
    setTyped('')
    if ((mayShare && isForAll) || question.kind === 'passphrase') (asked.answerAll ?? asked.answer)(password)
    else asked.answer(password)
  }
  const names = { user: oneLine(question.user), host: oneLine(question.host) }
  const remarks = [
    ...(question.wasRefused ? [paint('failed', say('question.refused'))] : []),
    ...(question.emptyMeansLoginPassword ? [paint('muted', say('ask.same-as-login'))] : []),
    ...(mayShare
      ? [
          say(isForAll ? 'machines.password.for-all' : 'machines.password.for-one', names),
          ...(isForAll ? [paint('muted', say('machines.password.first'))] : []),
        ]
      : []),
    paint('muted', say('machines.password.kept')),
  ]
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={wrap(passwordText(question, say), columns - 2).map((line) => paint('strong', line))} />
      <TextField
        value={typed}
        onChange={setTyped}
        onSubmit={submit}
        isSecret
        isActive={isActive}
        columns={columns - 3}
      />
      <Rows lines={remarks} />
    </Box>
  )
}

/** The account for hosts that nobody has said one for. */
export function UserPanel({
  hosts,
  user,
  onChange,
  onSubmit,
  columns,
  isActive,
}: PanelProps & {
  hosts: readonly string[]
  user: string
  onChange: (user: string) => void
  onSubmit: (user: string) => void
}) {
  const { say, paint } = useLook()
  const names = hosts.slice(0, 5).map(oneLine).join(', ')
  const rest = hosts.length - 5
  const text = rest > 0 ? say('machines.and-more', { names, count: rest }) : names
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows
        lines={wrap(say('machines.user', { hosts: text }), columns - 2).map((line) => paint('strong', line))}
      />
      <TextField value={user} onChange={onChange} onSubmit={onSubmit} isActive={isActive} columns={32} />
    </Box>
  )
}

function passwordText({ kind, host, user, keyFile = '' }: PasswordQuestion, say: Say): string {
  const values = { host: oneLine(host), user: oneLine(user), file: oneLine(keyFile) }
  if (kind === 'passphrase') return say('ask.passphrase', values)
  return say(kind === 'sudo' ? 'ask.sudo-password' : 'ask.ssh-password', values)
}
