import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sshAliases } from '../../../src/commands/wizard/ssh-aliases.js'
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
  ProxyJump jo@gate.example:2022
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

it('reads included files, one that includes itself once', async () => {
  const home = homeWith({
    config: `Include conf.d/bank
Include missing
Include config
Host one
`,
    'conf.d/bank': 'Host bank-a\n  HostName 10.0.0.15\n',
  })
  expect(await sshAliases(home)).toEqual([
    { name: 'bank-a', address: '10.0.0.15', user: '' },
    { name: 'one', address: '', ssh: 'one', user: '' },
  ])
})

it('reads files of a pattern sorted, within the host that includes them, and the first value holds', async () => {
  const home = homeWith({
    config: `Host inner*
  Include conf.d/*.conf
  User late
Host *
  Include ~/.ssh/more
  Port 2200
`,
    'conf.d/20.conf': 'User second\nHost inner-b other\n  HostName 10.0.0.22\n',
    'conf.d/10.conf': 'User first\nHost inner-a\n  HostName 10.0.0.21\n',
    'conf.d/.hidden.conf': 'Host inner-c\n',
    more: 'Include conf.d/last\n',
    'conf.d/last': 'Host far\n  HostName far.example\n  User jo\n',
  })
  expect(await sshAliases(home)).toEqual([
    { name: 'inner-a', address: '10.0.0.21', user: 'first', port: 2200 },
    { name: 'inner-b', address: '10.0.0.22', user: 'first', port: 2200 },
    { name: 'far', address: '', ssh: 'far.example', user: 'jo', port: 2200 },
  ])
})

it('fills tokens in, and asks of Match what a name can tell', async () => {
  const home = homeWith({
    config: `Host web
  HostName %h.bank-a.example
  IdentityFile "%d/keys/%u at %n %h %p %r 100%%"
  User ops
  ProxyJump gate-%n
Host none
  HostName 10.0.0.15
  IdentityFile none
Match originalhost web,none host !10.*,*
  Port 2200
Match all
  User everybody
`,
  })
  expect(await sshAliases(home, 'jo')).toEqual([
    {
      name: 'web',
      address: '',
      ssh: 'web.bank-a.example',
      user: 'ops',
      port: 2200,
      identityFile: `${home}/keys/jo at web web.bank-a.example 2200 ops 100%`,
      jump: { address: 'gate-web', user: 'everybody' },
    },
    { name: 'none', address: '10.0.0.15', user: 'everybody' },
  ])
})

it.each([
  ['Host a\n  ProxyCommand nc -X connect %h %p # over the proxy', 'ProxyCommand nc -X connect %h %p'],
  ['Host a\n  ProxyJump one,two', 'ProxyJump one,two'],
  ['Host a\n  ProxyJump one\nHost one\n  ProxyJump two', 'ProxyJump two'],
  ['Host a\n  ProxyJump one\nHost one\n  ProxyCommand nc %h %p', 'ProxyCommand nc %h %p'],
  ['Host a\n  ProxyJump jo@[2001:db8::1]:22', 'ProxyJump jo@[2001:db8::1]:22'],
  ['Host a\nMatch exec "test -e /tmp/x"\n  User matched', 'Match exec test -e /tmp/x'],
  ['Host a\nMatch user ops\n  ProxyJump gate', 'Match user ops'],
  ['Host a\n  CanonicalizeHostname yes', 'CanonicalizeHostname yes'],
  ['Host a\n  BindAddress 10.0.0.9', 'BindAddress 10.0.0.9'],
  ['Host a\n  IdentityFile ~/.ssh/%C', 'IdentityFile ~/.ssh/%C'],
  [`Host a\n  IdentityFile \${HOME}/key`, `IdentityFile \${HOME}/key`],
  ['Host a\n  IdentityFile ~/.ssh/%r', 'IdentityFile ~/.ssh/%r'],
  ['Host a\n  HostName %n.example', 'HostName %n.example'],
  ['Host a\n  Port ssh', 'Port ssh'],
  ['Host a\n  Include conf.d/[ab]', 'Include conf.d/[ab]'],
])('names what it can not honour: %j', async (config, unsupported) => {
  const [a] = await sshAliases(homeWith({ config }))
  expect(a?.unsupported).toBe(unsupported)
})

it.each([
  ['an open quotation', 'Host "b\n'],
  ['a word without its value', 'User\nHost b\n'],
  ['more than anybody writes', '#'.repeat(1024 * 1024 + 1)],
])('names an included file with %s, for the hosts that it is included for', async (_, text) => {
  const home = homeWith({ config: 'Host a\n  Include conf.d/*\nHost c\n', 'conf.d/b': text })
  expect(await sshAliases(home)).toEqual([
    { name: 'a', address: '', ssh: 'a', user: '', unsupported: `Include ${home}/.ssh/conf.d/b` },
    { name: 'c', address: '', ssh: 'c', user: '' },
  ])
})

it('ends where files include others without end', async () => {
  const files = Array.from({ length: 40 }, (_, i) => [`conf.d/${i}`, `Include conf.d/*\nHost h${i}\n`])
  const aliases = await sshAliases(homeWith({ config: 'Include conf.d/*', ...Object.fromEntries(files) }))
  expect(aliases[0]?.unsupported).toMatch(/^Include .*conf\.d/)
})

it('lets the first of two ways hold, and dials nobody for what does not matter', async () => {
  const home = homeWith({
    config: `Host a
  HostName 10.0.0.11
  ProxyJump none
  ProxyCommand nc %h %p
  CanonicalizeHostname yes
Host b
  ProxyCommand none
  ProxyJump gate
Match exec "test -e /tmp/x"
  ForwardAgent yes
`,
  })
  expect(await sshAliases(home)).toEqual([
    { name: 'a', address: '10.0.0.11', user: '' },
    { name: 'b', address: '', ssh: 'b', user: '' },
  ])
})

it('is done with patterns that fit in countless ways, and with names of any length', async () => {
  const stars = '*a'.repeat(40)
  const config = `Host ${'a'.repeat(200)}\nHost ${'b'.repeat(90_000)}\nHost ${stars}b\n  Port 2200\nHost ${stars}\n  Port 2201\n`
  expect(await sshAliases(homeWith({ config }))).toEqual([
    { name: 'a'.repeat(31), address: '', ssh: 'a'.repeat(200), user: '', port: 2201 },
  ])
})

it('asks of each of thousands of hosts, chained one behind the other, only what is said of it', async () => {
  const hosts = Array.from(
    { length: 3000 },
    (_, i) => `Host h${i}\n  HostName 10.0.0.1\n  ProxyJump h${i + 1}\n`,
  )
  const aliases = await sshAliases(homeWith({ config: `${hosts.join('')}Host *\n  User ops\n` }))
  expect(aliases).toHaveLength(3000)
  expect(aliases[0]).toMatchObject({ name: 'h0', user: 'ops', unsupported: 'ProxyJump h2' })
})

it.each([
  ['more patterns', 'Host *.a\n  Port 1\n'.repeat(300)],
  ['more names', `Host ${Array.from({ length: 5000 }, (_, i) => `n${i}`).join(' ')}\n`],
])('says of a file with %s than anybody has that it is not understood', async (_, config) => {
  const home = homeWith({ config: `Host first\n${config}Host last\n` })
  const [first] = await sshAliases(home)
  expect(first).toMatchObject({ name: 'first', unsupported: `Include ${home}/.ssh/config` })
})
