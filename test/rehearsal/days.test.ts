import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from '../commands/fake-world.js'
import { jsonLines, PRESETS } from './rehearsed-world.js'

async function rehearse(...argv: readonly string[]) {
  const fake = fakeWorld({ presetsDirectory: PRESETS, workingDirectory: '/' })
  const exitCode = await runCommandLine(['rehearse', '--instant', '--json', ...argv], fake.world)
  const lines = jsonLines({ exitCode, stdout: fake.stdout(), stderr: fake.stderr() })
  const codes = lines.flatMap(({ type, code, severity }) =>
    type === 'problem' && severity === 'error' ? [code] : [],
  )
  const commands = lines.flatMap(({ type, command }) => (type === 'rehearsing' ? [command] : []))
  return { exitCode, lines, codes, commands }
}

const INSTALLED = ['check', 'apply', 'plan']
const CHANGED = [...INSTALLED, 'plan', 'apply', 'status --once']

test.each([
  ['add-host', CHANGED],
  ['remove-host', CHANGED],
  ['move-via', CHANGED],
  ['move-carrier', CHANGED],
  ['restart', [...INSTALLED, 'restart data-8700@h3', 'status --once']],
  ['upgrade', [...INSTALLED, 'upgrade --to ./next-release.yaml', 'status --once']],
  ['rollback', [...INSTALLED, 'upgrade --to ./next-release.yaml --no-backup', 'rollback', 'status --once']],
  ['backup', [...INSTALLED, 'backup', 'backup list']],
  [
    'restore',
    [
      ...INSTALLED,
      'backup',
      expect.stringMatching(/^restore backups\/\S+ --confirm rehearsal$/),
      'status --once',
    ],
  ],
])('%s, after the organisation was installed', async (day, commands) => {
  const said = await rehearse('--day', day)
  expect([said.exitCode, said.codes]).toEqual([0, []])
  expect(said.commands).toEqual(commands)
  const changes = said.lines.flatMap(({ type, nodes }) =>
    type === 'plan' ? [(nodes as unknown[]).length] : [],
  )
  // The plan before that day is empty, and the one of that day is not.
  expect([changes[1], (changes[2] ?? 0) > 0]).toEqual([0, true])
})

test('a day that this organisation can not have is refused with one that can', async () => {
  const said = await rehearse('--preset', 'single-host', '--day', 'move-carrier')
  expect([said.exitCode, said.codes]).toEqual([3, ['rehearsal.no-such-day']])
  const strange = await rehearse('--day', 'doomsday')
  expect([strange.exitCode, strange.codes]).toEqual([3, ['command.invalid-option']])
})
