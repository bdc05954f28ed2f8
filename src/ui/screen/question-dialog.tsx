import { Box } from 'ink'
import { useState } from 'react'
import type { Say } from '../../i18n/say.js'
import type { OfferedKey, OperatorQuestion, PasswordQuestion } from '../../wizard/workbench.js'
import { printable, wrap } from '../text.js'
import { Choice } from './choice.js'
import { useKeys, useLook } from './hooks.js'
import { Rows } from './rows.js'
import { TextField } from './text-field.js'

/** What a connection asks: whether a key is trusted, or a password. Escape leaves it unanswered. */
export function QuestionDialog({
  question,
  others = 0,
  columns,
}: {
  question: OperatorQuestion
  /** Hosts that wait for the same answer. */
  others?: number
  columns: number
}) {
  return question.kind === 'host-key' ? (
    <AskKey asked={question.key} answer={question.answer} columns={columns} />
  ) : (
    <AskPassword asking={question} others={others} columns={columns} />
  )
}

function AskKey({
  asked,
  answer,
  columns,
}: {
  asked: OfferedKey
  answer: (answer: boolean) => void
  columns: number
}) {
  const { say } = useLook()
  useEscape(() => answer(false))
  const text = say('ask.host-key', { ...asked, address: `${asked.address}:${asked.port}` })
    .split('\n')
    .map(printable)
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...text.flatMap((line) => wrap(line, columns - 2)), '']} />
      <Choice
        key={asked.fingerprint}
        items={[
          { value: 'no', label: say('question.distrust') },
          { value: 'yes', label: say('question.trust') },
        ]}
        onSelect={(value) => answer(value === 'yes')}
      />
    </Box>
  )
}

function AskPassword({
  asking: { question: asked, answer, answerAll = answer },
  others,
  columns,
}: {
  asking: Extract<OperatorQuestion, { kind: 'password' }>
  others: number
  columns: number
}) {
  const { say, paint } = useLook()
  const [typed, setTyped] = useState('')
  // What one host has refused is for that host alone, until the operator says otherwise.
  const [isForAll, setForAll] = useState(!asked.wasRefused)
  const isOfKeyFile = asked.kind === 'passphrase'
  const mayShare = others > 0 && !isOfKeyFile
  useEscape(() => answer(undefined))
  useKeys(
    ({ name }) => {
      if (!mayShare || (name !== 'up' && name !== 'down')) return false
      setForAll(!isForAll)
      return true
    },
    { layer: 'part' },
  )
  const submit = (password: string) => {
    // Nothing typed is a slip, unless it means something: a wrong password counts.
    if (password === '' && !asked.emptyMeansLoginPassword) return
    // The next question, which may take its place, begins empty.
    setTyped('')
    if (isOfKeyFile || (mayShare && isForAll)) answerAll(password)
    else answer(password)
  }
  const names = { user: printable(asked.user), host: printable(asked.host) }
  const remarks = [
    ...(asked.wasRefused ? [paint('failed', say('question.refused'))] : []),
    ...(asked.emptyMeansLoginPassword ? [paint('muted', say('ask.same-as-login'))] : []),
    ...(mayShare ? [say(isForAll ? 'question.for-all' : 'question.for-one', names)] : []),
  ]
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...wrap(passwordText(asked, say), columns - 2), ...remarks]} />
      <TextField value={typed} onChange={setTyped} onSubmit={submit} isSecret columns={columns - 2} />
    </Box>
  )
}

function useEscape(onEscape: () => void): void {
  useKeys(
    ({ name }) => {
      if (name !== 'escape') return false
      onEscape()
      return true
    },
    { layer: 'part' },
  )
}

function passwordText({ kind, host, user, keyFile = '' }: PasswordQuestion, say: Say): string {
  const values = { host: printable(host), user: printable(user), file: printable(keyFile) }
  if (kind === 'passphrase') return say('ask.passphrase', values)
  if (kind === 'database') return say('ask.database-password', values)
  return say(kind === 'sudo' ? 'ask.sudo-password' : 'ask.ssh-password', values)
}
