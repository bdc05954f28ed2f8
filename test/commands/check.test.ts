import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fault, problem } from '../../src/errors/problem.js'
import { fakeWorld } from './fake-world.js'

describe('check', () => {
  it('shows a host that could not be reached, all its checks as unknown, and the problem, and ends with 1', async () => {
    const unreached = { facts: {}, problems: [problem('connection.dropped', {}, { host: 'h1' })] }
    const fake = fakeWorld({ gathered: [unreached] })

    expect(await runCommandLine(['check'], fake.world)).toBe(1)
    const text = fake.stdout()
    expect(text).toContain(
      'HOST  SYSTEM  CORES/MEM/DISK  CLOCK  FINDINGS\nh1                                   not reached\n',
    )
    expect(text).toContain('CHECK               h1\noperating system    ?\n')
    expect(text).toContain('code    connection.dropped')
    expect(text).toMatch(/An installation would fail: 1 error\.\n$/)
  })

  it('looks into a Python that was given, and what is wrong with one is a finding like others', async () => {
    const given = fault('artifact.truncated', { path: 'p', size: 1, expected: 2, quoted: 'p' })
    const fake = fakeWorld({ givenPython: () => Promise.reject(given) })
    expect(await runCommandLine(['check'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain('code    artifact.truncated')
  })

  it('lists findings as JSON lines, and ends with 0 when none is an error', async () => {
    const findings = [problem('command.logs-failed', { exitCode: 1, unit: 'u' }, { host: 'h1' }, 'warning')]
    const fake = fakeWorld({ findings })

    expect(await runCommandLine(['check', '--json'], fake.world)).toBe(0)
    expect(fake.json().map(({ type }) => type)).toEqual(['host', 'problem', 'checked'])
    expect(fake.json().at(-1)).toEqual({ type: 'checked', errors: 0, warnings: 1, advice: 0 })
  })
})
