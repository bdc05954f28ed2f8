import { describe, expect, it } from 'vitest'
import { commandRun } from '../../src/commands/command-run.js'
import { engineRun } from '../../src/commands/engine-run.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { emptyPlan, fakeWorld, node, onePlan, type Script, startOf } from './fake-world.js'
import { viewOf } from './view.js'

const at = '2026-01-31T12:00:00.000Z'

describe('a plan that this process carries out', () => {
  const running = (script: Script) => {
    const { organisation, world } = fakeWorld(script)
    const { engine, listen } = organisation
    return engineRun({ engine, listen, plan: onePlan, command: 'apply', now: world.now })
  }

  it('ends as its outcome says, with its nodes done', async () => {
    const run = running({})
    const { progress, problems } = await viewOf(run, ({ state }) => state === 'done')
    expect(progress.total.done).toBe(1)
    expect(problems).toEqual([])
    expect(run.canDetach).toBe(false)
  })

  it('is asked to stop, then to stop at once', async () => {
    const run = running({
      run: async (plan, options, emit) => {
        emit(startOf(plan, options.command))
        await aborted(options.stop)
        emit({ type: 'stopping', at, running: [node.id] })
        await aborted(options.abort)
        emit({ type: 'run-finished', at, outcome: 'cancelled', halfDone: [node.id] })
        return { outcome: 'cancelled', problems: [], halfDone: [node.id] }
      },
    })
    await viewOf(run, ({ state }) => state === 'running')
    run.stop()
    await viewOf(run, ({ state }) => state === 'stopping')
    run.abort()
    const { progress } = await viewOf(run, ({ state }) => state === 'cancelled')
    expect(progress.halfDone).toEqual([node.id])
  })

  it('fails with what was thrown, be it a problem or a bug', async () => {
    const throwing = (error: Error) => running({ run: () => Promise.reject(error) })
    const known = throwing(new InstallerError(problem('run.plan-changed')))
    expect((await viewOf(known, ({ state }) => state === 'failed')).problems).toEqual([
      problem('run.plan-changed'),
    ])
    const bug = throwing(new TypeError('nobody foresaw this'))
    const { problems } = await viewOf(bug, ({ state }) => state === 'failed')
    expect(problems).toMatchObject([{ code: 'run.bug' }])
    expect(problems[0]?.output?.[0]).toBe('TypeError: nobody foresaw this')
  })
})

describe('a command line that this process carries out', () => {
  it('asks nobody, goes through its stages, and ends with its proof', async () => {
    const { world, asked, ran } = fakeWorld({ plans: [onePlan, emptyPlan], answers: ['n'] })
    const run = commandRun(['apply', `--reviewed=${onePlan.digest}`], world)
    const { progress, problems } = await viewOf(run, ({ state }) => state === 'done')
    expect([ran, asked, problems]).toEqual([[onePlan], [], []])
    expect(progress.outcome).toBe('done')
  })

  it('fails with the problems that it told', async () => {
    const { world } = fakeWorld({ plans: [onePlan, onePlan] })
    const { problems } = await viewOf(commandRun(['apply'], world), ({ state }) => state === 'failed')
    expect(problems.map(({ code }) => code)).toEqual(['run.still-differs'])
  })

  it('is stopped while it looks at the hosts', async () => {
    const { world } = fakeWorld({ plans: [onePlan] })
    const run = commandRun(['apply'], world)
    run.stop()
    const { progress } = await viewOf(run, ({ state }) => state === 'cancelled')
    expect(progress.nodes).toEqual({})
  })
})

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
