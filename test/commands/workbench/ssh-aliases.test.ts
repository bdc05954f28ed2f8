import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sshAliases } from '../../../src/commands/workbench/ssh-aliases.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

function homeWith(files: Readonly<Record<string, string>>): string {
  const home = temporaryFolder()
  mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, '.ssh', name), text)
  return home
}

it('has none where there is no file', async () => {
  expect(await sshAliases(temporaryFolder())).toEqual([])
})

it('knows hosts with all that other blocks say of them, the first value first', async () => {
  const home = homeWith({
    config: `# mine
User everywhere
Host web1 "web2"
  HostName 10.0.0.11
  Port=2222
  IdentityFile ~/.ssh/web key
Host db_Main
	hostname db.bank-a.example
	user   postgres
Host *.example !secret.example web*
  IdentityFile ~/.ssh/other
  Port 2200
Host 192.0.2.*
  User nobody
`,
  })
  expect(await sshAliases(home)).toEqual([
    { name: 'web1', address: '10.0.0.11', user: 'everywhere', port: 2222, identityFile: '~/.ssh/web' },
    { name: 'web2', address: '10.0.0.11', user: 'everywhere', port: 2222, identityFile: '~/.ssh/web' },
    { name: 'db-main', address: '', ssh: 'db.bank-a.example', user: 'everywhere' },
  ])
})

it('goes through the jump host that is named, and not in circles', async () => {
  const home = homeWith({
    config: `Host inside
  HostName 10.0.0.12
  User ops
  ProxyJump gate
Host far
  HostName 10.0.0.13
  ProxyJump jo@gate.example:2022,second
Host gate
  HostName gate.bank-a.example
  User jumper
  ProxyJump inside
Host none
  HostName 10.0.0.14
  ProxyJump none
`,
  })
  expect(await sshAliases(home)).toEqual([
    {
      name: 'inside',
      address: '10.0.0.12',
      user: 'ops',
      jump: { address: 'gate.bank-a.example', user: 'jumper' },
    },
    {
      name: 'far',
      address: '10.0.0.13',
      user: '',
      jump: { address: 'gate.example', user: 'jo', port: 2022 },
    },
    {
      name: 'gate',
      address: '',
      ssh: 'gate.bank-a.example',
      user: 'jumper',
      jump: { address: '10.0.0.12', user: 'ops' },
    },
    { name: 'none', address: '10.0.0.14', user: '' },
  ])
})

it('reads included files, and leaves out what only a connection can tell', async () => {
  const home = homeWith({
    config: `Include conf.d/bank
Include missing
Include config
Match exec "test -e /tmp/x"
  User matched
Host one
`,
    'conf.d/bank': 'Host bank-a\n  HostName 10.0.0.15\n',
  })
  expect(await sshAliases(home)).toEqual([
    { name: 'bank-a', address: '10.0.0.15', user: '' },
    { name: 'one', address: '', ssh: 'one', user: '' },
  ])
})
