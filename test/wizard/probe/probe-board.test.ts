import { describe, expect, it } from 'vitest'
import { CONNECTION_CODES } from '../../../src/errors/codes/connection.js'
import { problem } from '../../../src/errors/problem.js'
import type { DraftHost } from '../../../src/wizard/draft.js'
import {
  boardAfter,
  isProbeable,
  NO_PROBES,
  type ProbeBoard,
  type ProbeEvent,
  stageOfCode,
  stageResult,
  wayTo,
} from '../../../src/wizard/probe/probe-board.js'
import { PROBE_STAGES } from '../../../src/wizard/workbench.js'
import { factsOf } from '../facts-of.js'

const HOST: DraftHost = { name: 'h1', address: '10.0.0.11', user: 'ops' }
const FACTS = factsOf({})

const boardOf = (...events: ProbeEvent[]): ProbeBoard => events.reduce(boardAfter, NO_PROBES)
const row = (board: ProbeBoard) => PROBE_STAGES.map((stage) => stageResult(board.h1, stage)).join(' ')

const QUEUED: ProbeEvent = { type: 'queued', host: HOST }
const STARTED: ProbeEvent = { type: 'started', name: 'h1' }
const READY: ProbeEvent = { type: 'ready', name: 'h1', facts: FACTS }

describe('a probe', () => {
  it('goes through its stages one after the other', () => {
    expect(row(boardOf(QUEUED))).toBe('pending pending pending pending pending')
    expect(row(boardOf(QUEUED, STARTED))).toBe('running pending pending pending pending')
    expect(row(boardOf(QUEUED, STARTED, { type: 'reached', name: 'h1', stage: 'login' }))).toBe(
      'done done running pending pending',
    )
    expect(row(boardOf(QUEUED, STARTED, READY))).toBe('done done done done done')
  })

  it('shows the furthest it has come when it connects a second time', () => {
    const reached = (stage: 'reach' | 'host-key'): ProbeEvent => ({ type: 'reached', name: 'h1', stage })
    expect(row(boardOf(QUEUED, STARTED, reached('host-key'), reached('reach')))).toBe(
      'done running pending pending pending',
    )
  })

  it('fails at the stage that the problem belongs to', () => {
    const failed: ProbeEvent = {
      type: 'failed',
      name: 'h1',
      problem: problem('connection.login-password-wrong', {}, { host: 'h1' }),
    }
    const board = boardOf(QUEUED, STARTED, { type: 'reached', name: 'h1', stage: 'host-key' }, failed)
    expect(row(board)).toBe('done done failed pending pending')
    expect(board.h1?.problem?.code).toBe('connection.login-password-wrong')
    expect(board.h1?.facts).toBeUndefined()
  })

  it('fails where it was when the problem is no matter of connections', () => {
    const failed: ProbeEvent = { type: 'failed', name: 'h1', problem: problem('run.bug') }
    expect(row(boardOf(QUEUED, STARTED, { type: 'reached', name: 'h1', stage: 'sudo' }, failed))).toBe(
      'done done done failed pending',
    )
  })

  it('keeps what is known while the same way is tried again, and forgets it for another way', () => {
    expect(boardOf(QUEUED, STARTED, READY, QUEUED).h1?.facts).toBe(FACTS)
    const moved: ProbeEvent = { type: 'queued', host: { ...HOST, user: 'root' } }
    expect(boardOf(QUEUED, STARTED, READY, moved).h1?.facts).toBeUndefined()
  })

  it('is forgotten with its host, and late news of it are nothing', () => {
    expect(boardOf(QUEUED, STARTED, { type: 'gone', name: 'h1' }, READY)).toEqual({})
  })

  it('connects to nothing on the computer that the installer runs on', () => {
    const board = boardOf({ type: 'queued', host: { ...HOST, local: true } }, STARTED, READY)
    expect(row(board)).toBe('none none none done done')
  })

  it('of a host with an odd name is its own', () => {
    const odd = boardOf({ type: 'queued', host: { ...HOST, name: '__proto__' } })
    expect(Object.keys(odd)).toEqual(['__proto__'])
    expect(boardAfter(NO_PROBES, { type: 'started', name: 'constructor' })).toEqual({})
  })
})

it('knows the stage of every problem that a connection can have', () => {
  expect(CONNECTION_CODES.filter((code) => stageOfCode(code) === undefined)).toEqual([])
  expect(stageOfCode('connection.refused')).toBe('reach')
  expect(stageOfCode('connection.host-key-changed')).toBe('host-key')
  expect(stageOfCode('connection.passphrase-wrong')).toBe('login')
  expect(stageOfCode('connection.sudo-missing')).toBe('sudo')
  expect(stageOfCode('run.bug')).toBeUndefined()
})

it('tells ways apart by what a connection needs, not by the name or the address to register', () => {
  expect(wayTo({ ...HOST, name: 'other' })).toBe(wayTo(HOST))
  expect(wayTo({ ...HOST, port: 22 })).toBe(wayTo(HOST))
  expect(wayTo({ ...HOST, port: 2222 })).not.toBe(wayTo(HOST))
  const named = { ...HOST, ssh: 'h1.example.com' }
  expect(wayTo({ ...named, address: '' })).toBe(wayTo(named))
})

it('tries no host without a user or a place', () => {
  expect(isProbeable(HOST)).toBe(true)
  expect(isProbeable({ ...HOST, user: '' })).toBe(false)
  expect(isProbeable({ ...HOST, address: '' })).toBe(false)
  expect(isProbeable({ name: 'h1', address: '', user: 'ops', ssh: 'h1' })).toBe(true)
  expect(isProbeable({ name: 'h1', address: '', user: '', local: true })).toBe(true)
})
