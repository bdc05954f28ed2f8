import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { RunEvent } from '../../src/events/run-event.js'
import { show } from '../../src/lib/text.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import type { EngineInput } from '../../src/runner/engine.js'
import { runPlan } from '../../src/runner/run-plan.js'
import type { Transport } from '../../src/transports/transport.js'
import { type Cell, cell } from '../../src/wizard/cell.js'
import { bash } from '../actions/bash.js'

/** Runs scripts in a local bash; `lose` of them are answered by a lost connection first. */
function localTransport(lose = 0): Transport & { readonly scripts: string[] } {
  const scripts: string[] = []
  return {
    scripts,
    run: async (command, { onLine } = {}) => {
      scripts.push(show(command.script))
      if (scripts.length <= lose) throw new InstallerError(problem('connection.lost', { host: 'h1' }))
      const { code, output } = bash(command)
      for (const line of output.split('\n')) onLine?.(line)
      return { exitCode: code, output }
    },
    upload: async () => {},
    hold: () => {},
    logRun: () => {},
    download: async () => {},
    close: async () => {},
  }
}

function node(id: string, script: string, after: string[] = []): PlanNode {
  const action = { kind: 'run', name: id, command: { script: [script] }, inputs: '' } as const
  return {
    id,
    phase: 'prepare',
    host: id.split(' ')[0] ?? '',
    instance: 'consul',
    action,
    after,
    because: { word: 'reason.packages' },
  }
}

async function run(
  nodes: PlanNode[],
  transport: Transport,
  signals: { stop?: AbortController; abort?: AbortController; pause?: Cell<boolean> } = {},
) {
  const events: RunEvent[] = []
  const hosts = [...new Set(nodes.map(({ host }) => host))].map((name) => ({ name }))
  const input = {
    topology: { organisation: 'acme', installDirectory: '/opt/metis', hosts },
    connect: async () => transport,
    onEvent: (event: RunEvent) => events.push(event),
  } as unknown as EngineInput
  const plan: Plan = { organisation: 'acme', nodes, digest: 'd' }
  const { stop = new AbortController(), abort = new AbortController() } = signals
  const { pause } = signals
  const options = { command: 'apply', stop: stop.signal, abort: abort.signal, ...(pause ? { pause } : {}) }
  const outcome = await runPlan(plan, input, new Map(), options)
  const story = events.map((event) => ('node' in event ? `${event.type} ${event.node}` : event.type))
  return { outcome, events, story }
}

test('the actions of a host are one round trip', async () => {
  const transport = localTransport()
  const { outcome, story } = await run([node('h1 a', 'echo 1'), node('h1 b', 'true', ['h1 a'])], transport)
  expect(outcome.outcome).toBe('done')
  expect(transport.scripts).toHaveLength(1)
  expect(story).toEqual([
    'run-started',
    'started h1 a',
    'output h1 a',
    'succeeded h1 a',
    'started h1 b',
    'succeeded h1 b',
    'run-finished',
  ])
})

test('a password that is a word of the program hides output, never what the program reads', async () => {
  const local = localTransport()
  const masking: Transport = {
    ...local,
    run: (command, { onLine, marker = '' } = {}) =>
      local.run(command, {
        onLine: (line) => onLine?.(line.startsWith(`${marker} `) ? line : line.replaceAll('begin', '***')),
      }),
  }
  const { outcome, events } = await run([node('h1 a', 'echo begin')], masking)
  expect(outcome.outcome).toBe('done')
  expect(events.flatMap((event) => (event.type === 'output' ? [event.line] : []))).toEqual(['***'])
})

test('a failed action ends its own branch, on other hosts too, and nothing else', async () => {
  const nodes = [
    node('h1 a', 'echo No space left on device; exit 28'),
    node('h2 b', 'true', ['h1 a']),
    node('h3 c', 'true'),
  ]
  const { outcome, story } = await run(nodes, localTransport())
  expect(outcome.outcome).toBe('failed')
  expect(outcome.problems.map(({ code, where, output }) => [code, where.host, output])).toEqual([
    ['run.disk-full', 'h1', ['No space left on device']],
  ])
  expect(story).toContain('skipped h2 b')
  expect(story).toContain('succeeded h3 c')
})

test('a lost connection is made again and what was open is done again', async () => {
  const transport = localTransport(1)
  const { outcome, story } = await run([node('h1 a', 'true')], transport)
  expect(outcome.outcome).toBe('done')
  expect(story).toEqual([
    'run-started',
    'host-lost',
    'host-back',
    'started h1 a',
    'succeeded h1 a',
    'run-finished',
  ])
})

test('a refused login is not tried again', async () => {
  let tries = 0
  const transport: Transport = {
    ...localTransport(),
    run: async () => {
      tries += 1
      throw new InstallerError(problem('connection.login-refused', { host: 'h1' }))
    },
  }
  const { outcome } = await run([node('h1 a', 'true')], transport)
  expect(outcome.problems.map(({ code }) => code)).toEqual(['connection.login-refused'])
  expect(tries).toBe(1)
})

test('after a stop nothing new starts, and what was left is named', async () => {
  const stop = new AbortController()
  const transport = localTransport()
  const stopping: Transport = {
    ...transport,
    run: (command, options) => {
      stop.abort()
      return transport.run(command, options)
    },
  }
  const { outcome, story } = await run(
    [node('h1 a', 'true'), { ...node('h1 b', 'true'), phase: 'consul' }],
    stopping,
    { stop },
  )
  expect(outcome.outcome).toBe('cancelled')
  expect(story).toEqual([
    'run-started',
    'stopping',
    'started h1 a',
    'succeeded h1 a',
    'skipped h1 b',
    'run-finished',
  ])
})

test('after a stop at once, what was under way may be half written; a wait writes nothing', async () => {
  const abort = new AbortController()
  const stuck: Transport = {
    ...localTransport(),
    run: () => {
      abort.abort()
      return new Promise(() => {})
    },
  }
  const wait = {
    ...node('h2 b', 'true'),
    action: { kind: 'wait', health: { script: [] }, unit: 'x.service', timeoutSeconds: 1 },
  } as const
  const { outcome } = await run([node('h1 a', 'true'), wait], stuck, { abort })
  expect(outcome).toEqual({ outcome: 'cancelled', problems: [], halfDone: ['h1 a'] })
})

test('a long plan leaves no listeners behind', async () => {
  const abort = new AbortController()
  const phases = ['prepare', 'distribute', 'consul', 'carrier', 'admin', 'via', 'fighters', 'verify'] as const
  const nodes = phases.map((phase) => ({ ...node(`h1 ${phase}`, 'true'), phase }))
  const { outcome } = await run(nodes, localTransport(), { abort })
  expect(outcome.outcome).toBe('done')
  expect(getEventListeners(abort.signal, 'abort')).toEqual([])
})

describe('pausing', () => {
  const nodes = [node('h1 a', 'true'), { ...node('h1 b', 'true', ['h1 a']), phase: 'consul' }]

  /** A transport that pauses the run while its first script runs; `then` comes once nothing runs any more. */
  function pausedIn(pause: Cell<boolean>, then: () => void): Transport {
    const local = localTransport()
    return {
      ...local,
      run: async (job, options) => {
        if (local.scripts.length === 0) {
          pause.set(true)
          setImmediate(() => setImmediate(() => setImmediate(then)))
        }
        return local.run(job, options)
      },
    }
  }

  test('what runs is finished, and nothing begins until it goes on', async () => {
    const pause = cell(false)
    const { outcome, story } = await run(
      nodes,
      pausedIn(pause, () => pause.set(false)),
      { pause },
    )
    expect(outcome.outcome).toBe('done')
    expect(story).toEqual([
      'run-started',
      'paused',
      'started h1 a',
      'succeeded h1 a',
      'continued',
      'started h1 b',
      'succeeded h1 b',
      'run-finished',
    ])
  })

  test('stopped meanwhile it ends, though nothing runs, and leaves nobody listening', async () => {
    const pause = cell(false)
    const stop = new AbortController()
    const { outcome, story } = await run(
      nodes,
      pausedIn(pause, () => stop.abort()),
      { pause, stop },
    )
    expect(outcome.outcome).toBe('cancelled')
    expect(story.slice(-3)).toEqual(['stopping', 'skipped h1 b', 'run-finished'])
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
  })

  test('one that is to rest from its beginning does nothing', async () => {
    const pause = cell(true)
    const stop = new AbortController()
    setImmediate(() => setImmediate(() => setImmediate(() => stop.abort())))
    const { story } = await run(nodes, localTransport(), { pause, stop })
    expect(story).toEqual([
      'run-started',
      'paused',
      'stopping',
      'skipped h1 a',
      'skipped h1 b',
      'run-finished',
    ])
  })
})
