import { expect, it } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { cell } from '../../src/wizard/cell.js'
import { askThrough } from '../../src/wizard/probe/probe-questions.js'
import type { OperatorQuestion, PasswordQuestion } from '../../src/wizard/workbench.js'

const sudoOn = (host: string): PasswordQuestion => ({
  kind: 'sudo',
  host,
  user: 'ops',
  emptyMeansLoginPassword: false,
  wasRefused: false,
})

function asking() {
  const questions = cell<readonly OperatorQuestion[]>([])
  const ask = askThrough(questions)
  const given: string[] = []
  const connect = (host: string) =>
    ask.password(sudoOn(host)).then((password) => void given.push(`${host} ${password}`))
  const open = () =>
    questions.get().flatMap((one) => (one.kind === 'password' ? [one.question.host] : [one.key.host]))
  const first = () => {
    const [question] = questions.get()
    if (question?.kind !== 'password') throw new Error('no password is asked for')
    return question
  }
  return { ask, given, connect, open, first }
}

/** Long enough for every promise that is ready. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('gives a password for all hosts to the others once one has taken it, and to those that ask later', async () => {
  const { ask, given, connect, open, first } = asking()
  void connect('h1')
  void connect('h2')
  await settled()
  expect(open()).toEqual(['h1', 'h2'])
  first().answerAll?.('stable')
  await settled()
  expect([given, open()]).toEqual([['h1 stable'], []])
  ask.onConnected?.('h1')
  await connect('h3')
  await settled()
  expect(given.toSorted()).toEqual(['h1 stable', 'h2 stable', 'h3 stable'])
})

it('asks the others again when the first has refused it', async () => {
  const { ask, given, connect, open, first } = asking()
  void connect('h1')
  void connect('h2')
  await settled()
  first().answerAll?.('a slip')
  const refusal = problem('connection.sudo-password-wrong', { host: 'h1', user: 'ops' }, { host: 'h1' })
  ask.onConnected?.('h1', new InstallerError(refusal))
  await settled()
  expect([given, open()]).toEqual([['h1 a slip'], ['h2']])
})

it('lets the next one try when nobody can tell whether it was right', async () => {
  const { ask, given, connect, first } = asking()
  void connect('h1')
  const second = connect('h2')
  await settled()
  first().answerAll?.('stable')
  ask.onConnected?.('h1', new Error('the connection was lost'))
  await second
  expect(given).toEqual(['h1 stable', 'h2 stable'])
})

it('keeps an answer for one host to that host', async () => {
  const { given, connect, open, first } = asking()
  void connect('h1')
  void connect('h2')
  await settled()
  first().answer('only here')
  await settled()
  expect([given, open()]).toEqual([['h1 only here'], ['h2']])
})
