import { Box } from 'ink'
import { useState } from 'react'
import type { Say } from '../../i18n/say.js'
import type { OperatorQuestion, PasswordQuestion } from '../../wizard/workbench.js'
import { oneLine } from '../picture/span.js'
import { printable, wrap } from '../text.js'
import { Choice } from './choice.js'
import { useKeys, useLook } from './hooks.js'
import { Rows } from './rows.js'
import { TextField } from './text-field.js'

/** What a connection asks: whether a key is trusted, or a password. Escape leaves it unanswered. */
export function QuestionDialog({
  question,
  others,
}: {
  question: OperatorQuestion
  /** Hosts that wait for the same answer. */
  others: number
}) {
  if (question.kind === 'host-key') return <AskKey asked={question} />
  return <AskPassword asked={question} others={others} />
}

type KeyAsked = Extract<OperatorQuestion, { kind: 'host-key' }>

function AskKey({ asked: { key, answer } }: { asked: KeyAsked }) {
  const { say, columns } = useLook()
  useEscape(() => answer(false))
  const text = say('ask.host-key', { ...key, address: `${key.address}:${key.port}` })
    .split('\n')
    .map(printable)
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...text.flatMap((line) => wrap(line, columns - 2)), '']} />
      <Choice
        key={key.fingerprint}
        items={[
          { value: 'no', label: say('question.distrust') },
          { value: 'yes', label: say('question.trust') },
        ]}
        onSelect={(value) => answer(value === 'yes')}
      />
    </Box>
  )
}

function AskPassword({ asked, others }: { asked: PasswordAsked; others: number }) {
  const { say, columns } = useLook()
  const { question, answer } = asked
  const { field, sharing, remarks } = usePassword(asked, others)
  useEscape(() => answer(undefined))
  const names = { user: printable(question.user), host: printable(question.host) }
  const shared = sharing === undefined ? [] : [say(`question.for-${sharing}`, names)]
  return (
    <Box flexDirection="column" paddingLeft={1}>
      <Rows lines={[...wrap(passwordText(question, say), columns - 2), ...remarks, ...shared]} />
      <TextField {...field} columns={columns - 2} />
    </Box>
  )
}

export type PasswordAsked = Extract<OperatorQuestion, { kind: 'password' }>

/** A password while it is typed. Up and down choose whether it is for all of the `others` of the same user. */
export function usePassword(
  { question, answer, answerAll = answer }: PasswordAsked,
  others: number,
  { isActive = true, onAnswered = () => {} } = {},
) {
  const { say, paint } = useLook()
  const [typed, setTyped] = useState('')
  // What one host has refused is for that host alone, until the operator says otherwise.
  const [isForAll, setForAll] = useState(!question.wasRefused)
  const isOfKeyFile = question.kind === 'passphrase'
  const mayShare = others > 0 && !isOfKeyFile
  useKeys(
    ({ name }) => {
      if (!mayShare || (name !== 'up' && name !== 'down')) return false
      setForAll(!isForAll)
      return true
    },
    { isActive, layer: 'part' },
  )
  const onSubmit = (password: string) => {
    // Nothing typed is a slip, unless it means something: a wrong password counts.
    if (password === '' && !question.emptyMeansLoginPassword) return
    // The next question, which may take its place, begins empty.
    setTyped('')
    if (isOfKeyFile || (mayShare && isForAll)) answerAll(password)
    else answer(password)
    onAnswered()
  }
  const sharing: 'all' | 'one' | undefined = mayShare ? (isForAll ? 'all' : 'one') : undefined
  const remarks = [
    ...(question.wasRefused ? [paint('failed', say('question.refused'))] : []),
    ...(question.emptyMeansLoginPassword ? [paint('muted', say('ask.same-as-login'))] : []),
  ]
  return { field: { value: typed, onChange: setTyped, onSubmit, isSecret: true }, sharing, remarks }
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

/** What a password is asked for. */
export function passwordText({ kind, host, user, keyFile = '' }: PasswordQuestion, say: Say): string {
  const values = { host: oneLine(host), user: oneLine(user), file: oneLine(keyFile) }
  if (kind === 'passphrase') return say('ask.passphrase', values)
  if (kind === 'database') return say('ask.database-password', values)
  return say(kind === 'sudo' ? 'ask.sudo-password' : 'ask.ssh-password', values)
}
