import { expect, test } from 'vitest'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import { rehearsedEngine } from '../rehearsal/rehearsed-engine.js'
import { presetText } from '../rehearsal/rehearsed-world.js'

const text = await presetText('data-provider')
const face = { user: 'li', machine: 'laptop', command: 'apply' }

test('a host that somebody else holds is told, with who and what, and nothing of the others is kept', async () => {
  const hold = { face, wait: false, onWait: () => {} }
  const { plan } = await rehearsedEngine(text, ['other-operator:h2'], [], hold)
  const error = await plan().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InstallerError)
  const [problem] = (error as InstallerError).problems
  expect(problem).toMatchObject({
    code: 'run.host-held',
    where: { host: 'h2' },
    details: { user: 'colleague', machine: 'another-laptop', command: 'apply', phase: 'carrier' },
  })
  // The colleague has ended by now.
  expect((await plan()).nodes).not.toEqual([])
})

test('who waits is told once whom he waits for, and goes on by himself', async () => {
  const waits: Problem[] = []
  const hold = { face, wait: true, onWait: (why: Problem) => void waits.push(why) }
  const { plan, run } = await rehearsedEngine(text, ['other-operator:h1', 'other-operator:h3'], [], hold)
  const { outcome } = await run(await plan())
  expect(outcome.outcome).toBe('done')
  expect(waits.map(({ code, details }) => [code, details.user])).toEqual([['run.host-held', 'colleague']])
})
