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

  it.each([
    [['aply'], 'command.unknown-command', 'There is no command `create-metis-node aply`.', 'apply'],
    [
      ['secrets', 'shw'],
      'command.unknown-command',
      'create-metis-node secrets shw',
      'create-metis-node secrets show',
    ],
    [['plan', '--jsn'], 'command.unknown-option', '`create-metis-node plan` has no option --jsn.', '--json'],
    [['plan', '--json=1'], 'command.unknown-option', '--json=1', '--json'],
    [['plan', '-x'], 'command.unknown-option', '-x', '--help'],
    [
      ['upgrade', '--to'],
      'command.value-missing',
      '--to was given without its value.',
      'upgrade --to <release>',
    ],
    [['upgrade', '--to', '--yes'], 'command.value-missing', '--to', '--to=-...'],
    [['--file', '--yes'], 'command.value-missing', '--file', 'create-metis-node --file <org.yaml>'],
    [['rehearse', '--fault', '--instant'], 'command.value-missing', '--fault', '--fault <what...>'],
    [['logs', '-n', '-f'], 'command.value-missing', '--lines', '--lines <count>'],
    [['plan', '--lang'], 'command.value-missing', '--lang', '--lang <language>'],
    [['restore'], 'command.argument-missing', '<file>', 'create-metis-node restore <file> [folder]'],
    [['plan', 'all', 'of it'], 'command.argument-too-many', 'all of it', 'create-metis-node plan'],
    [
      ['history', '1', '2'],
      'command.argument-too-many',
      'command: 2.',
      'create-metis-node history [generation]',
    ],
    [['plan', '--lang', 'fr'], 'command.invalid-option', '--lang: fr is not one of en, zh.', 'en, zh'],
  ])('says what is wrong with %j, in both languages, and ends with 3', async (argv, code, what, fix) => {
    const fake = fakeWorld({ columns: 100 })
    expect(await runCommandLine(argv, fake.world)).toBe(3)
    const said = fake.stderr().replace(/\s+/g, ' ')
    expect([said.includes(what), said.includes(fix), said.includes(`code ${code}`), said]).toEqual([
      true,
      true,
      true,
      said,
    ])

    const inChinese = fakeWorld({ env: { LANG: 'zh_CN.UTF-8' } })
    expect(await runCommandLine(argv, inChinese.world)).toBe(3)
    expect(inChinese.stderr()).toMatch(/^错误：.*\p{Script=Han}/u)

    const asJson = fakeWorld()
    expect(await runCommandLine(['--json', ...argv], asJson.world)).toBe(3)
    expect(asJson.json()).toMatchObject([{ type: 'problem', code }])
  })

  it('takes a value that begins with a hyphen when it is written with =, and a number', async () => {
    for (const argv of [
      ['logs', '--lines=-x'],
      ['logs', '--lines', '-5'],
    ]) {
      const fake = fakeWorld()
      expect(await runCommandLine(argv, fake.world)).toBe(3)
      expect(fake.stderr()).toContain('command.invalid-option')
    }
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
