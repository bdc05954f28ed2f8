import { describe, expect, it } from 'vitest'
import { openSession } from '../../../src/commands/program/session.js'
import { showFailure } from '../../../src/commands/terminal/show-failure.js'
import { InstallerError, problem } from '../../../src/errors/problem.js'
import { fakeWorld } from '../fake-world.js'

function interrupted() {
  const fake = fakeWorld()
  fake.stop.abort()
  return { fake, session: openSession(fake.world, 'en', {}) }
}

describe('after one Ctrl-C', () => {
  it('a problem is told all the same', async () => {
    const { fake, session } = interrupted()
    const failed = new InstallerError(problem('command.backup-failed', { what: 'h1' }, { host: 'h1' }))

    expect(await showFailure(failed, session)).toBe(130)
    expect(fake.stderr()).toContain('code    command.backup-failed')
    expect(fake.stderr()).toMatch(/Interrupted\.\n$/)
  })

  it('a bug keeps its stack', async () => {
    const { fake, session } = interrupted()

    expect(await showFailure(new TypeError('nobody foresaw this'), session)).toBe(1)
    expect(fake.stderr()).toContain('TypeError: nobody foresaw this')
  })

  it.each([
    ['the reason of the signal', (reason: unknown) => reason],
    ['what Node makes of it', () => new DOMException('The operation was aborted', 'AbortError')],
  ])('%s is an interruption and nothing else', async (_what, errorOf) => {
    const { fake, session } = interrupted()

    expect(await showFailure(errorOf(fake.stop.signal.reason), session)).toBe(130)
    expect(fake.stderr()).toBe('Interrupted.\n')
  })
})
