import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { fakeWorld } from '../fake-world.js'

describe('the command line', () => {
  it('prints help with the exit codes and ends with 0', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['--help'], fake.world)).toBe(0)
    expect(fake.stdout()).toContain('Usage: create-metis-node [options] [command]')
    expect(fake.stdout()).toContain('  2    plan: changes are pending\n')
    expect(
      fake
        .stdout()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([])
  })

  it('shows what there is when no command is given, which is no mistake', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine([], fake.world)).toBe(0)
    expect(fake.stdout()).toContain('Usage: create-metis-node [options] [command]')
    expect(fake.stdout()).toContain('\nThe wizard needs a terminal. Without one: init, check and apply, or ')
    expect(fake.stderr()).toBe('')
  })

  it('applies at once with --yes and no command', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['--yes', '-f', 'org.yaml'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: every host is as org.yaml says.\n')
  })

  it('prints help in Chinese', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['apply', '--help', '--lang=zh'], fake.world)).toBe(0)
    expect(fake.stdout()).toContain('安装、继续、修复、重新配置或扩容')
  })

  it('prints its version', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['--version'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('1.2.3\n')
  })

  it('ends with 3 and a suggestion for a mistyped command', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['aply'], fake.world)).toBe(3)
    expect(fake.stderr()).toBe("error: unknown command 'aply'\n(Did you mean apply?)\n")
  })

  it('ends with 3 for an unknown option', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['plan', '--jsn'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('(Did you mean --json?)')
  })

  it('ends with 3 for a language it does not speak', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['plan', '--lang', 'fr'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('error: --lang: fr is not one of en, zh.')
  })

  it('takes common options before and after the name of the command', async () => {
    const before = fakeWorld()
    const after = fakeWorld()

    await runCommandLine(['--json', 'apply'], before.world)
    await runCommandLine(['apply', '--json'], after.world)
    for (const fake of [before, after]) {
      expect(fake.json().map(({ type }) => type)).toEqual(['begun', 'stage', 'nothing-to-do', 'ended'])
    }
  })
})
