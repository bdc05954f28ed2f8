import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Host } from '../../src/topology/topology.js'
import { openShellCommand } from '../../src/transports/open-shell-command.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const places = {
  knownHosts: '/org/known_hosts',
  directory: '/org',
  homeDirectory: '/home/ann',
  shell: '/bin/zsh',
}
const host: Host = {
  name: 'h1',
  address: '10.0.0.1',
  local: false,
  ssh: { address: 'h1.example', port: 2222, user: 'ops' },
}
const HOSTILE = `/or g/it's 100%h "q" \\`

test('on another machine it is ssh with the login and the host keys of the organisation', () => {
  expect(openShellCommand(host, places)).toEqual([
    'ssh',
    '-o',
    'UserKnownHostsFile="/org/known_hosts"',
    '-o',
    'HashKnownHosts=no',
    '-p',
    '2222',
    '-l',
    'ops',
    '--',
    'h1.example',
  ])
})

test.each([
  ['~/.ssh/id', '/home/ann/.ssh/id'],
  ['keys/id', '/org/keys/id'],
  ['/keys/id', '/keys/id'],
])('the identity file %s is %s', (identityFile, path) => {
  const words = openShellCommand({ ...host, ssh: { ...host.ssh, identityFile } }, places)
  expect(words).toContain(`IdentityFile="${path}"`)
})

test("on this machine it is the operator's own shell", () => {
  expect(openShellCommand({ ...host, local: true }, places)).toEqual(['/bin/zsh'])
  expect(openShellCommand({ ...host, local: true }, { ...places, shell: '' })).toEqual(['sh'])
})

test('a jump host is reached with its own login and the same host keys, by a command that survives its shell', () => {
  const folder = temporaryFolder()
  const fake = join(folder, 'ssh')
  writeFileSync(fake, `#!/bin/sh\nfor word; do printf '%s\\n' "$word"; done\n`)
  chmodSync(fake, 0o755)
  const jump = { address: '10.9.0.1', port: 22, user: "j'ump er", identityFile: `${HOSTILE}id` }
  const words = openShellCommand({ ...host, ssh: { ...host.ssh, jump } }, { ...places, knownHosts: HOSTILE })
  const command = words.find((word) => word.startsWith('ProxyCommand='))?.slice('ProxyCommand='.length) ?? ''
  const expanded = command.replace(
    /%[%hp]/g,
    (token) => ({ '%%': '%', '%h': 'h1', '%p': '2222' })[token] ?? '',
  )

  const { stdout } = spawnSync('sh', ['-c', `exec ${expanded}`], {
    env: { PATH: `${folder}:${process.env.PATH}` },
    encoding: 'utf8',
  })
  expect(stdout.trimEnd().split('\n')).toEqual([
    '-o',
    `UserKnownHostsFile="/or g/it's 100%%h \\"q\\" \\\\"`,
    '-o',
    'HashKnownHosts=no',
    '-o',
    `IdentityFile="/or g/it's 100%%h \\"q\\" \\\\id"`,
    '-p',
    '22',
    '-l',
    "j'ump er",
    '-W',
    '[h1]:2222',
    '--',
    '10.9.0.1',
  ])
})

const hasSsh = spawnSync('ssh', ['-V']).status === 0

test.runIf(hasSsh)('ssh reads each path as one, whatever characters it has', () => {
  const [program = '', ...words] = openShellCommand(
    { ...host, ssh: { ...host.ssh, identityFile: `${HOSTILE}id` } },
    { ...places, knownHosts: HOSTILE },
  )
  const said = execFileSync(program, ['-F', '/dev/null', '-G', ...words], { encoding: 'utf8' }).split('\n')
  expect(said).toContain(`userknownhostsfile ${HOSTILE}`)
  // Its percent signs are expanded when the key is read.
  expect(said).toContain(`identityfile /or g/it's 100%%h "q" \\id`)
  expect(said).toContain('user ops')
  expect(said).toContain('port 2222')
  expect(said).toContain('hostname h1.example')
})
