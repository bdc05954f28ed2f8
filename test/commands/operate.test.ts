import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/command-line.js'
import { fakeWorld } from './fake-world.js'

describe('start, stop and restart', () => {
  it('tell an unknown instance with the nearest known one, before any host is asked', async () => {
    const fake = fakeWorld({ gathered: [] })

    expect(await runCommandLine(['restart', 'cosul'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('error: cosul is neither a role nor an instance of bank-a.')
    expect(fake.stderr()).toContain('why     There are: consul@h1, admin@h1.')
    expect(fake.stderr()).toContain('fix     Did you mean consul?')
  })
})
