import { describe, expect, it } from 'vitest'
import { InstallerError, problem } from '../../../src/errors/problem.js'
import type { HostFacts } from '../../../src/facts/host-facts.js'
import { cell } from '../../../src/wizard/cell.js'
import type { DraftHost } from '../../../src/wizard/draft.js'
import { NO_PROBES, type ProbeBoard } from '../../../src/wizard/probe/probe-board.js'
import { createProber } from '../../../src/wizard/probe/prober.js'
import type { OperatorQuestion, ProbeAsk, ProbeStage } from '../../../src/wizard/workbench.js'
import { factsOf } from '../facts-of.js'

/** One connection that the prober has opened, to be led by the test. */
interface Connection {
  readonly host: DraftHost
  readonly ask: ProbeAsk
  readonly signal: AbortSignal
  readonly succeed: () => void
  readonly fail: (error: unknown) => void
}

const host = (name: string, more: Partial<DraftHost> = {}): DraftHost => ({
  name,
  address: `10.0.0.${name.slice(1)}`,
  user: 'ops',
  ...more,
})

function stage() {
  const connections: Connection[] = []
  const board = cell<ProbeBoard>(NO_PROBES)
  const questions = cell<readonly OperatorQuestion[]>([])
  const heard: string[] = []
  const program = new AbortController()
  const prober = createProber({
    board,
    questions,
    onFacts: ({ name }) => heard.push(name),
    signal: program.signal,
    probe: (of, ask, signal) =>
      new Promise<HostFacts>((resolve, reject) => {
        connections.push({ host: of, ask, signal, succeed: () => resolve(factsOf({})), fail: reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  })
  const to = (name: string) => {
    const found = connections.findLast((one) => one.host.name === name)
    if (found === undefined) throw new Error(`nobody has connected to ${name}`)
    return found
  }
  const password = (name: string, more: { kind?: 'login' | 'sudo'; wasRefused?: boolean } = {}) =>
    to(name).ask.password({
      kind: 'login',
      host: name,
      user: to(name).host.user,
      emptyMeansLoginPassword: false,
      wasRefused: false,
      ...more,
    })
  const open = () =>
    questions.get().map((one) => (one.kind === 'password' ? one.question.host : `key of ${one.key.host}`))
  const answerAll = (text: string) => {
    const [first] = questions.get()
    if (first?.kind === 'password') first.answerAll?.(text)
  }
  const states = () => Object.values(board.get()).map((probe) => `${probe.host.name} ${probe.state}`)
  return { prober, connections, questions, heard, program, to, password, open, answerAll, states, board }
}

/** Lets everything that has been resolved take its course. */
const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve()
}

const key = (name: string) => ({
  host: name,
  address: '10.0.0.1',
  port: 22,
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:x',
  command: 'ssh-keygen -lf x',
})

const refused = (name: string, code: 'connection.login-password-wrong' | 'connection.refused') =>
  new InstallerError(problem(code, {}, { host: name }))

describe('hosts', () => {
  it('are looked at side by side, sixteen at a time', async () => {
    const { prober, connections, to, states } = stage()
    const hosts = Array.from({ length: 20 }, (_, i) => host(`h${i + 1}`))
    prober.follow(hosts)
    await settle()
    expect(connections.map((one) => one.host.name)).toEqual(hosts.slice(0, 16).map(({ name }) => name))
    to('h3').succeed()
    await settle()
    expect(connections.at(-1)?.host.name).toBe('h17')
    expect(states().slice(0, 4)).toEqual(['h1 running', 'h2 running', 'h3 ready', 'h4 running'])
    expect(states().slice(-2)).toEqual(['h19 waiting', 'h20 waiting'])
  })

  it('are looked at again only when the way to them has changed', async () => {
    const { prober, connections, to } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    to('h1').succeed()
    await settle()
    prober.follow([host('h1'), host('h2', { port: 2222 }), host('h3')])
    await settle()
    expect(connections.map(({ host: of }) => `${of.name} ${of.port ?? 22}`)).toEqual([
      'h1 22',
      'h2 22',
      'h2 2222',
      'h3 22',
    ])
    expect(connections[1]?.signal.aborted).toBe(true)
  })

  it('that have gone are let go', async () => {
    const { prober, to, states } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    prober.follow([host('h2')])
    await settle()
    expect(to('h1').signal.aborted).toBe(true)
    expect(states()).toEqual(['h2 running'])
  })

  it('that failed are looked at again only when the operator says so', async () => {
    const { prober, connections, to, states } = stage()
    prober.follow([host('h1')])
    await settle()
    to('h1').fail(refused('h1', 'connection.refused'))
    await settle()
    prober.follow([host('h1')])
    await settle()
    expect(connections).toHaveLength(1)
    expect(states()).toEqual(['h1 failed'])
    prober.again([host('h1')])
    await settle()
    expect(connections).toHaveLength(2)
    expect(states()).toEqual(['h1 running'])
  })

  it('that have answered are told of, but not those that were given up', async () => {
    const { prober, heard, to, program } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    to('h1').succeed()
    await settle()
    program.abort()
    to('h2').succeed()
    await settle()
    expect(heard).toEqual(['h1'])
  })

  it('without a user wait for one', async () => {
    const { prober, connections } = stage()
    prober.follow([host('h1', { user: '' })])
    await settle()
    expect(connections).toEqual([])
  })

  it('that fail by a mistake of this program show where it was made', async () => {
    const { prober, to, board } = stage()
    prober.follow([host('h1')])
    await settle()
    to('h1').fail(new TypeError('x is not a function'))
    await settle()
    expect(board.get().h1?.problem?.code).toBe('run.bug')
    expect(board.get().h1?.problem?.output?.[0]).toBe('TypeError: x is not a function')
  })
})

describe('questions', () => {
  it('of one host keep no other from being looked at', async () => {
    const { prober, connections, to, open } = stage()
    prober.follow(Array.from({ length: 17 }, (_, i) => host(`h${i + 1}`)))
    await settle()
    void to('h1').ask.hostKey(key('h1'))
    await settle()
    expect(open()).toEqual(['key of h1'])
    expect(connections.at(-1)?.host.name).toBe('h17')
  })

  it('are taken back when their host goes', async () => {
    const { prober, to, open } = stage()
    prober.follow([host('h1')])
    await settle()
    const answer = to('h1').ask.hostKey(key('h1'))
    await settle()
    prober.follow([])
    expect(await answer).toBe(false)
    expect(open()).toEqual([])
  })
})

describe('a password', () => {
  it('given for all is tried by one host first, and by the others once it was accepted', async () => {
    const { prober, to, password, open, answerAll } = stage()
    prober.follow([host('h1'), host('h2'), host('h3', { user: 'root' })])
    await settle()
    const one = password('h1')
    const two = password('h2')
    const three = password('h3')
    await settle()
    expect(open()).toEqual(['h1', 'h2', 'h3'])
    answerAll('geheim')
    expect(await one).toBe('geheim')
    await settle()
    expect(open()).toEqual(['h3'])
    let isGiven = false
    void two.then(() => {
      isGiven = true
    })
    await settle()
    expect(isGiven).toBe(false)
    to('h1').ask.onStage('sudo')
    expect(await two).toBe('geheim')
    expect(open()).toEqual(['h3'])
    void three
  })

  it('given for all and refused by the first host is sent to no other', async () => {
    const { prober, to, password, open, answerAll } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    const one = password('h1')
    void password('h2')
    await settle()
    answerAll('wrong')
    expect(await one).toBe('wrong')
    to('h1').fail(refused('h1', 'connection.login-password-wrong'))
    await settle()
    expect(open()).toEqual(['h2'])
  })

  it('given for all is left to the first host while that is looked at once more', async () => {
    const { prober, password, open, answerAll } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    const others: unknown[] = []
    void password('h1')
    void password('h2').then((given) => others.push(given))
    await settle()
    answerAll('secret')
    await settle()
    prober.again([host('h1')])
    await settle()
    expect([others, open()]).toEqual([[], []])
    expect(await password('h1')).toBe('secret')
    expect(others).toEqual([])
  })

  it('given for all is tried by the next host when the first ends for another reason', async () => {
    const { prober, to, password, answerAll } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    void password('h1')
    const two = password('h2')
    await settle()
    answerAll('geheim')
    to('h1').fail(refused('h1', 'connection.refused'))
    expect(await two).toBe('geheim')
  })

  it('that one host refuses although others took it is asked for there again', async () => {
    const { prober, to, password, open, answerAll } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    void password('h1')
    await settle()
    answerAll('geheim')
    to('h1').ask.onStage('sudo')
    expect(await password('h2')).toBe('geheim')
    to('h2').fail(refused('h2', 'connection.login-password-wrong'))
    await settle()
    prober.again([host('h2')])
    await settle()
    void password('h2', { wasRefused: true })
    await settle()
    expect(open()).toEqual(['h2'])
  })

  it('for sudo is another one than that for the login', async () => {
    const { prober, to, password, open, answerAll } = stage()
    prober.follow([host('h1'), host('h2')])
    await settle()
    void password('h1')
    await settle()
    answerAll('geheim')
    const stages: ProbeStage[] = ['sudo']
    for (const reached of stages) to('h1').ask.onStage(reached)
    void password('h1', { kind: 'sudo' })
    await settle()
    expect(open()).toEqual(['h1'])
  })

  it('is in nothing that screens or drafts are made of', async () => {
    const { prober, password, board, answerAll, questions } = stage()
    prober.follow([host('h1')])
    await settle()
    void password('h1')
    await settle()
    answerAll('geheim')
    await settle()
    expect(JSON.stringify([board.get(), questions.get()])).not.toContain('geheim')
  })
})
