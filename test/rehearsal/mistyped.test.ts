import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { presetText, rehearsedWorld } from './rehearsed-world.js'

test('a path that names nothing is invalid input, whatever names it', async () => {
  const { rehearsal, run } = await rehearsedWorld(await presetText('data-provider'))
  expect((await run('apply')).exitCode).toBe(0)
  const nowhere = join(dirname(rehearsal.folder), 'nowhere')
  const inNowhere = join(nowhere, 'file')
  const wrong: readonly (readonly string[])[] = [
    ['validate', '--file', nowhere],
    ['validate', '--file', '.'],
    ['init', 'org.yaml', '--preset', 'minimal'],
    ['bundle', 'verify', nowhere],
    ['bundle', 'create', '--since', nowhere, '--output', 'x.metis'],
    ['bundle', 'create', '--node', nowhere, '--output', 'x.metis'],
    ['bundle', 'create', '--source', nowhere, '--output', 'x.metis'],
    ['bundle', 'export-host', 'h1', '--output', inNowhere],
    ['import', nowhere],
    ['import-receipt', nowhere],
    ['status', '--watch-file', inNowhere],
    ['upgrade', '--to', `${nowhere}.yaml`],
    ['secrets', 'rotate', 'tls', '--certificate', nowhere, '--key', nowhere],
    ['backup', 'org.yaml'],
    ['backup', 'list', nowhere],
    ['backup', 'list', 'org.yaml'],
    ['backup', 'verify', nowhere],
    ['backup', 'verify', '.'],
    ['restore', nowhere],
    ['restore', nowhere, 'org.yaml'],
    ['recover', nowhere, '--from', 'ops@10.20.0.11', '--passphrase-file', nowhere],
    ['recover', nowhere, '--from', 'ops@10.20.0.11', '--identity', nowhere],
    ['rehearse', '--file', nowhere, '--instant'],
    ['apply', '--ssh-password-file', nowhere],
    ['status', '--sudo-password-file', '.'],
  ]
  const codes: string[] = []
  for (const argv of wrong) {
    const { exitCode, stderr } = await run(...argv)
    codes.push(`${exitCode} ${/code +(\S+)/.exec(stderr)?.[1]} ${argv.slice(0, 3).join(' ')}`)
  }
  expect(codes.filter((code) => !code.startsWith('3 '))).toEqual([])
})

test('a password file that is not there is told before anything else', async () => {
  const { run } = await rehearsedWorld('no yaml: {')
  const { exitCode, stderr } = await run('apply', '--yes', '--ssh-password-file', 'nowhere')
  expect([exitCode, stderr]).toEqual([
    3,
    expect.stringMatching(/nowhere could not be[\s\S]*state\.file-unreadable/),
  ])
  expect(stderr).not.toContain('topology.')
})
