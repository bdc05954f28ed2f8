import { describe, expect, it } from 'vitest'
import { commandRun } from '../../../src/commands/run/run-handles.js'
import { emptyPlan, fakeWorld, onePlan } from '../fake-world.js'
import { viewOf } from '../view.js'

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
