import { fileURLToPath } from 'node:url'
import { Text } from 'ink'
import { describe, expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import type { Language } from '../../src/i18n/say.js'
import { useKeys } from '../../src/ui/screen/hooks.js'
import type { Step } from '../../src/ui/screen/step.js'
import type { Draft, DraftHost } from '../../src/wizard/draft.js'
import type { Workbench } from '../../src/wizard/workbench.js'
import { machines } from '../../steps/machines.js'
import { factsFor, fakeHosts } from './machines/fake-hosts.js'
import { benchWith, draftAt, expectFrame, showStep } from './show-step.js'

const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))

const SMALL = { columns: 80, rows: 24 }
const LARGE = { columns: 120, rows: 40 }

const HOSTS: readonly DraftHost[] = [
  { name: 'h1', address: '10.0.0.11', user: 'ops' },
  { name: 'h2', address: '10.0.0.12', user: 'ops' },
  { name: 'h3', address: '10.0.0.13', user: 'ops' },
]

/** What comes before and after, to see where the operator ends up. */
const place = (id: 'organisation' | 'roles'): Step => ({
  View: ({ next }) => {
    useKeys(({ name }) => {
      if (name === 'enter') next()
      return name === 'enter'
    })
    return <Text>this is {id}</Text>
  },
})

interface Given {
  readonly hosts?: readonly DraftHost[]
  readonly draft?: Partial<Draft>
  readonly bench?: Partial<Workbench>
  readonly language?: Language
  readonly size?: { columns: number; rows: number }
  readonly charset?: 'box' | 'ascii'
}

function open({
  hosts = [],
  draft = {},
  bench = {},
  language = 'en',
  size = SMALL,
  charset = 'box',
}: Given = {}) {
  const fake = fakeHosts()
  const usual = draftAt('machines', { language, ...draft })
  const shown = showStep(
    { organisation: place('organisation'), machines, roles: place('roles') },
    {
      draft: { ...usual, file: { ...usual.file, hosts: [...hosts], ...draft.file } },
      bench: benchWith({ releases, probe: fake.probe, ...bench }),
      charset,
      ...size,
    },
  )
  return { ...shown, ...fake }
}

type Opened = ReturnType<typeof open>

const hostsOf = ({ draft }: Opened) => draft().file.hosts

/** How many keys one answer is about; every one of them is on the screen, and so are the answers. */
async function pageOfKeys(shown: Opened): Promise<number> {
  const count = async () => Number(/looked at all (\d+)/.exec(await shown.shows(/looked at all \d+/))?.[1])
  await shown.shows('Do not connect to')
  const keys = shown.frame().match(/SHA256:\S{43}/g) ?? []
  expect(keys).toHaveLength(await count())
  const rest = shown.learned.questions.get().length - keys.length
  if (rest > 0) expect(shown.frame()).toContain(`and ${rest} more, asked next`)
  return keys.length
}

/** A bit of everything: ready, asked for its key, refused, on its way, not the system that it should be. */
async function mixed(given: Omit<Given, 'hosts'>) {
  const hosts: DraftHost[] = [
    ...HOSTS,
    { name: 'data1', address: '10.0.0.14', user: 'root', port: 2222 },
    { name: 'compute1', address: '192.168.100.115', user: 'ops' },
    { name: 'h6', address: '', user: 'ops', ssh: 'h6.example.com' },
  ]
  const shown = open({ ...given, hosts })
  await shown.press()
  await shown.shows('10.0.0.14')
  shown.to('h1').succeed()
  shown.to('h2').reach('login')
  shown.to('h2').fail('connection.login-password-wrong')
  shown.to('h3').reach('host-key')
  void shown.to('h3').askKey()
  shown.to('data1').reach('sudo')
  shown.to('compute1').succeed(
    factsFor(
      { name: 'compute1', address: '192.168.100.115', user: 'ops' },
      {
        system: { id: 'centos', version: '7', name: 'CentOS Linux 7 (Core)' },
        hardware: { cores: 64, memoryMib: 515_000, diskFreeMib: 3_800_000 },
        clock: { offsetMs: 12_300, errorMs: 0, synchronised: false },
      },
    ),
  )
  await shown.shows(/h3 +\S*10\.0\.0\.13 |h3 +ops@10\.0\.0\.13/)
  await shown.press()
  return shown
}

describe('frames', () => {
  it.each(
    LANGUAGES.flatMap((of) =>
      [SMALL, LARGE].map((size) => ({ of, size, name: `${of}-${size.columns}x${size.rows}` })),
    ),
  )('show hosts in every state, with what is asked: $name', async ({ of, size, name }) => {
    const shown = await mixed({ language: of, size })
    await shown.press('Tab')
    expectFrame(`machines-asked-${name}`, shown.frame(), size)
    await shown.press('Esc', 'Down')
    expectFrame(`machines-card-${name}`, shown.frame(), size)
  })

  it.each(LANGUAGES.map((of) => ({ of })))('begin with an empty table: $of', async ({ of }) => {
    const shown = open({ language: of })
    await shown.press()
    expectFrame(`machines-empty-${of}-80x24`, shown.frame(), SMALL)
  })

  it.each(LANGUAGES.map((of) => ({ of })))('ask for a password for all: $of', async ({ of }) => {
    const shown = open({ hosts: HOSTS, language: of })
    await shown.press()
    void shown.to('h1').askPassword({ wasRefused: false })
    await shown.press('Enter', 'geheim')
    expectFrame(`machines-password-${of}-80x24`, shown.frame(), SMALL)
  })

  it.each(LANGUAGES.map((of) => ({ of })))('show a form for one host: $of', async ({ of }) => {
    const shown = open({ hosts: HOSTS, language: of })
    await shown.press('Down', 'e')
    await shown.press('Backspace', 'Backspace', 'Enter')
    expectFrame(`machines-form-${of}-80x24`, shown.frame(), SMALL)
  })

  it.each(LANGUAGES.map((of) => ({ of })))(
    'say what is wrong with a pasted list, line by line: $of',
    async ({ of }) => {
      const shown = open({ hosts: HOSTS, language: of })
      await shown.press('10.0.0.21\n10.0.0.300\nops@10.0.0.0/24\nhello\n10.0.0.11\nops:geheim@10.0.0.22\n')
      await shown.shows('10.0.0.22')
      expectFrame(`machines-pasted-${of}-80x24`, shown.frame(), SMALL)
    },
  )

  it('scroll many hosts, in ASCII too', async () => {
    const hosts = Array.from({ length: 64 }, (_, i) => ({
      name: `h${i + 1}`,
      address: `10.0.1.${i + 1}`,
      user: 'ops',
    }))
    const shown = open({ hosts, charset: 'ascii' })
    await shown.press('Down', 'PageDown', 'PageDown')
    expectFrame('machines-many-ascii-80x24', shown.frame(), SMALL)
  })

  it.each([
    [60, 20],
    [200, 60],
  ])('fit a window of %i by %i', async (columns, rows) => {
    const size = { columns, rows }
    const shown = await mixed({ size })
    await shown.press('Tab')
    expectFrame(`machines-asked-en-${columns}x${rows}`, shown.frame(), size)
  })
})

describe('adding hosts', () => {
  it('begins to look at each at once, while the operator goes on typing', async () => {
    const shown = open()
    await shown.press('ops@10.0.0.11', 'Enter', '1', '0', '.')
    expect(shown.connections.map(({ host }) => host.address)).toEqual(['10.0.0.11'])
    shown.to('h1').succeed()
    await shown.shows('Debian 12')
    await shown.press('0', '.', '0', '.', '1', '2')
    await shown.shows('Add  10.0.0.12')
    await shown.press('Enter')
    expect(hostsOf(shown)).toEqual([
      { name: 'h1', address: '10.0.0.11', user: 'ops' },
      { name: 'h2', address: '10.0.0.12', user: 'ops' },
    ])
  })

  it('takes a list that is pasted anywhere, and loses nothing of what was being typed', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('10.0.0.9')
    await shown.press('ops@10.0.0.21\nops@10.0.0.22\n')
    expect(hostsOf(shown).map(({ name }) => name)).toEqual(['h1', 'h2', 'h3', 'h4', 'h5'])
    await shown.shows('Add  10.0.0.9')
    void shown.to('h1').askPassword()
    await shown.press('CtrlU', 'Enter', 'gehe')
    await shown.press('ops@10.0.0.23\nops@10.0.0.24')
    expect(hostsOf(shown)).toHaveLength(7)
    await shown.shows(/^ \*\*\*\*$/m)
    await shown.press('Esc', 'Down', 'ops@10.0.0.25\nops@10.0.0.26')
    expect(hostsOf(shown)).toHaveLength(9)
    expect(shown.connections).toHaveLength(9)
  })

  it('leaves a slip where it can be corrected, with what to write instead', async () => {
    const shown = open()
    await shown.press('ops@10.0.0.300', 'Enter')
    await shown.shows('`10.0.0.300` is no usable IPv4 address. Write it as in')
    await shown.press('Backspace', 'Enter')
    expect(hostsOf(shown)).toEqual([{ name: 'h1', address: '10.0.0.30', user: 'ops' }])
    expect(shown.frame()).toContain('Add  ')
    await shown.shows('1 host added.')
  })

  it('completes names of the SSH configuration, and takes what it says of them', async () => {
    const sshAliases = async () => [
      { name: 'web1', address: '10.1.1.1', user: 'deploy', port: 2200 },
      { name: 'bastion', address: '', ssh: 'b.example.com', user: 'ops' },
    ]
    const shown = open({ bench: { sshAliases } })
    await shown.shows('From ~/.ssh/config: web1, bastion')
    await shown.press('w', 'Tab')
    await shown.shows('Add  web1')
    await shown.press('Enter', 'b', 'Tab', 'Enter')
    expect(hostsOf(shown)).toEqual([
      { name: 'web1', address: '10.1.1.1', user: 'deploy', port: 2200 },
      { name: 'bastion', address: '', ssh: 'b.example.com', user: 'ops' },
    ])
  })

  it('learns the address of a host that was named for SSH only', async () => {
    const shown = open()
    await shown.press('ops@node1.example.com', 'Enter')
    shown.to('node1').succeed(factsFor({ name: 'node1', address: '10.0.0.77', user: 'ops' }))
    await shown.shows('10.0.0.77')
    expect(hostsOf(shown)).toEqual([
      { name: 'node1', address: '10.0.0.77', ssh: 'node1.example.com', user: 'ops' },
    ])
    expect(shown.connections).toHaveLength(1)
  })

  it('asks once for the user of hosts that nobody has said one for', async () => {
    const shown = open()
    await shown.press('10.0.0.11-12', 'Enter')
    await shown.shows('Which account logs in to h1, h2?')
    expect(shown.connections).toEqual([])
    await shown.press('Enter', 'CtrlU', 'o ps', 'Enter')
    await shown.shows('`o ps` is no name of a user.')
    await shown.press('CtrlU', 'ops', 'Enter')
    expect(hostsOf(shown).map(({ user }) => user)).toEqual(['ops', 'ops'])
    expect(shown.connections.map(({ host }) => host.user)).toEqual(['ops', 'ops'])
  })

  it('by form takes everything that a host can have', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('Down', 'a', '10.0.0.99', 'Tab', 'root', 'Tab', '2222', 'Tab', '~/.ssh/my key', 'Enter')
    expect(hostsOf(shown).at(-1)).toEqual({
      name: 'h4',
      address: '10.0.0.99',
      user: 'root',
      port: 2222,
      identityFile: '~/.ssh/my key',
    })
  })
})

describe('hosts that need not be typed', () => {
  const offeredHosts: Workbench['offeredHosts'] = (of, count) => {
    if (of === 'here') return [{ name: 'h1', address: '10.5.5.5', user: 'me', local: true }]
    if (of !== 'rehearsal') return []
    return Array.from({ length: count }, (_, i) => ({
      name: `h${i + 1}`,
      address: `10.77.0.${i + 11}`,
      user: 'ops',
    }))
  }

  it('are there in a rehearsal, so that Enter goes on once they have answered', async () => {
    const shown = open({ draft: { place: 'rehearsal' }, bench: { offeredHosts } })
    await shown.shows('10.77.0.13')
    for (const { host } of hostsOf(shown).map((of) => ({ host: of })))
      shown.to(host.name).succeed(factsFor(host))
    await shown.shows('3 of 3 ready')
    await shown.press('Enter')
    await shown.shows('this is roles')
  })

  it('are this computer, where it is the one to install on', async () => {
    const shown = open({ draft: { place: 'here' }, bench: { offeredHosts } })
    await shown.shows('10.5.5.5')
    shown.to('h1').succeed()
    const frame = await shown.shows('1 of 1 ready')
    expect(frame).toMatch(/● h1 +10\.5\.5\.5 +– +– +– +● +Debian 12/)
  })

  it('are replaced when the operator has gone from the rehearsal to the real machines', async () => {
    const hosts = offeredHosts('rehearsal', 3)
    const shown = open({ hosts, draft: { place: 'machines' }, bench: { offeredHosts } })
    await shown.shows('No machines yet')
    expect(hostsOf(shown)).toEqual([])
  })

  it('never replace hosts that somebody has chosen', async () => {
    const shown = open({ hosts: HOSTS, draft: { place: 'rehearsal' }, bench: { offeredHosts } })
    await shown.press()
    expect(hostsOf(shown)).toEqual(HOSTS)
  })
})

describe('a password', () => {
  it('that was refused is not sent again until the operator types it anew', async () => {
    const shown = open({ hosts: HOSTS.slice(0, 1) })
    await shown.press()
    const answer = shown.to('h1').askPassword()
    await shown.press('Enter', 'wrong', 'Enter')
    expect(await answer).toBe('wrong')
    shown.to('h1').fail('connection.login-password-wrong')
    await shown.shows('refuses the password')
    await shown.press('Enter', 'Esc')
    expect(shown.connections).toHaveLength(1)
    await shown.press('Enter')
    await shown.press('CtrlR')
    expect(shown.connections).toHaveLength(2)
    void shown.to('h1').askPassword({ wasRefused: true })
    await shown.shows('That was refused.')
  })

  it('is masked, can be shown, and is in no draft', async () => {
    const saved: string[] = []
    const shown = open({
      hosts: HOSTS,
      bench: { saveDraft: (draft) => saved.push(JSON.stringify(draft)) },
    })
    await shown.press()
    const answer = shown.to('h2').askPassword()
    await shown.press('Enter', 'ge?heim')
    expect(shown.frame()).not.toContain('heim')
    await shown.shows('*******')
    await shown.press('CtrlR')
    await shown.shows('ge?heim')
    await shown.press('CtrlR', 'Enter')
    expect(await answer).toBe('ge?heim')
    expect(saved.join('\n')).not.toContain('heim')
  })

  it('goes to the other hosts of the same user once the first has taken it', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const answers = HOSTS.map(({ name }) => shown.to(name).askPassword())
    await shown.press('Enter', 'geheim', 'Enter')
    expect(await answers[0]).toBe('geheim')
    await shown.press()
    expect(shown.frame()).not.toContain('SSH password')
    shown.to('h1').reach('sudo')
    expect(await Promise.all(answers)).toEqual(['geheim', 'geheim', 'geheim'])
  })

  it('can be for one host only', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const first = shown.to('h1').askPassword()
    void shown.to('h2').askPassword()
    await shown.press('Enter', 'geheim', 'Down')
    await shown.shows('no, only h1')
    await shown.press('Enter')
    expect(await first).toBe('geheim')
    await shown.shows('SSH password of ops@h2')
    await shown.shows('For all hosts of ops: yes')
  })

  it('is not sent while it is empty, unless that means something', async () => {
    const shown = open({ hosts: HOSTS.slice(0, 1) })
    await shown.press()
    const login = shown.to('h1').askPassword()
    await shown.press('Enter', 'Enter', 'Enter', 'geheim', 'Enter')
    expect(await login).toBe('geheim')
    const sudo = shown.to('h1').askPassword({ kind: 'sudo', emptyMeansLoginPassword: true })
    await shown.press('Enter', 'Enter')
    expect(await sudo).toBe('')
  })

  it('that is asked for right after another answer needs no further key', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    void shown.to('h1').askKey()
    await shown.shows('▸ Enter: answer')
    await shown.press('Enter', 'Enter')
    const answer = shown.to('h1').askPassword()
    await shown.press('geheim', 'Enter')
    expect(await answer).toBe('geheim')
    await shown.press('1', '0')
    void shown.to('h2').askPassword()
    await shown.press('.', '5')
    await shown.shows('Add  10.5')
  })

  it('that nobody wants any more is shown to nobody, nor sent to another host', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    void shown.to('h1').askPassword()
    void shown.to('h2').askPassword()
    await shown.press('Enter', 'gehe')
    shown.learned.questions.update((open) => open.slice(1))
    await shown.press('i', 'm', 'Enter')
    await shown.shows('SSH password of ops@h2')
    expect(shown.learned.questions.get()).toHaveLength(1)
    expect(shown.frame()).not.toMatch(/Add {2}im|\*/)
    await shown.press('Esc')
    await shown.shows(/Add +ops@10/)
  })

  it('never takes what was meant for the line that adds', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('1', '0')
    void shown.to('h1').askPassword()
    await shown.press('.', '0', '.', '0', '.', '5')
    await shown.shows('Add  10.0.0.5')
    await shown.press('Enter')
    expect(hostsOf(shown).at(-1)?.address).toBe('10.0.0.5')
  })
})

describe('a host key', () => {
  it('of many hosts is looked at side by side, and all are trusted at once', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const answers = HOSTS.map(({ name }) => shown.to(name).askKey())
    await shown.press('Enter')
    const frame = await shown.shows('I have looked at all 3')
    for (const { name } of HOSTS) expect(frame).toContain(`SHA256:${name}`)
    await shown.press('Enter')
    expect(await Promise.all(answers)).toEqual([true, true, true])
  })

  it('is asked about in as many rows as there are, whatever size the terminal has by then', async () => {
    const hosts = Array.from({ length: 16 }, (_, i): DraftHost => {
      return { name: `h${i + 1}`, address: `10.0.0.${i + 1}`, user: 'ops' }
    })
    const shown = open({ hosts, size: LARGE })
    await shown.press()
    await shown.shows('h1 ')
    for (const { name } of hosts) void shown.to(name).askKey()
    await shown.press('Enter')
    expect(await pageOfKeys(shown)).toBe(16)

    shown.resize(SMALL.columns, SMALL.rows)
    await shown.shows('asked next')
    expect(await pageOfKeys(shown)).toBe(6)
    await shown.press('Enter')
    expect(await pageOfKeys(shown)).toBe(6)
    expect(shown.learned.questions.get()).toHaveLength(10)
    expect(shown.frame()).toContain('h7 ')
  })

  it('that comes while others are looked at is not trusted with them', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const answers = ['h1', 'h2'].map((name) => shown.to(name).askKey())
    await shown.press('Enter')
    await shown.shows('I have looked at all 2')
    void shown.to('h3').askKey()
    await shown.shows('and 1 more, asked next')
    await shown.press('Enter')
    expect(await Promise.all(answers)).toEqual([true, true])
    await shown.shows('Is this the key of h3?')
    expect(shown.learned.questions.get()).toHaveLength(1)
  })

  it('is trusted or refused by itself', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const one = shown.to('h1').askKey()
    const two = shown.to('h2').askKey()
    await shown.press('Enter', 'Down', 'Enter')
    expect(await one).toBe(true)
    await shown.press('Down', 'Enter')
    expect(await two).toBe(false)
    shown
      .to('h2')
      .fail('connection.host-key-unconfirmed', { fingerprint: 'SHA256:x', type: 'ssh-ed25519', file: 'x' })
    await shown.shows('is not confirmed')
    void shown.to('h3').askKey()
    await shown.shows('▸ Enter: answer')
  })
})

describe('going on', () => {
  it('wants a machine first', async () => {
    const shown = open()
    await shown.press('Enter', 'Enter')
    await shown.shows('Add at least one machine first.')
  })

  it('with hosts that failed says what that means, and goes on when it is wanted', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    shown.to('h1').fail('connection.refused')
    shown.to('h2').succeed()
    await shown.press('Enter')
    await shown.shows('2 hosts are not ready.')
    await shown.press('Enter')
    await shown.shows('this is roles')
  })

  it('and back keeps everything, and looks at nothing twice', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('1', '0', '.')
    for (const host of HOSTS) shown.to(host.name).succeed(factsFor(host))
    await shown.shows('3 of 3 ready')
    await shown.press('Esc')
    await shown.shows('this is organisation')
    await shown.press('Enter')
    await shown.shows('3 of 3 ready')
    await shown.shows('Add  10.')
    expect(shown.connections).toHaveLength(3)
  })

  it('in another language is the same screen', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('1', '0', '.', 'CtrlL')
    await shown.shows('添加  10.')
    await shown.press('0', '.', '0', '.', '7', 'Enter')
    expect(hostsOf(shown)).toHaveLength(4)
  })
})

describe('in the table', () => {
  it('a host is changed, and its roles know its new name', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('Down', 'e', 'Up', 'CtrlU', 'one', 'Enter')
    expect(hostsOf(shown)[0]).toEqual({ name: 'one', address: '10.0.0.11', user: 'ops' })
    expect(shown.draft().file.roles.consul).toEqual([{ host: 'one' }])
    expect(shown.draft().file.roles.carrier?.[0]?.host).toBe('one')
  })

  it('a host is removed, with what was asked for it', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    const answer = shown.to('h2').askKey()
    await shown.press('Down', 'Down', 'd')
    expect(await answer).toBe(false)
    expect(hostsOf(shown).map(({ name }) => name)).toEqual(['h1', 'h3'])
    expect(shown.learned.questions.get()).toEqual([])
  })

  it('a host that failed shows its card, whole when it is asked for, and is tried again', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press()
    shown.to('h2').fail('connection.timed-out')
    await shown.shows('error: Host h2 does not answer at 10.0.0.12 port 22.')
    await shown.press('Down', 'Enter')
    const frame = await shown.shows('connection.timed-out')
    expect(frame).not.toContain('10.0.0.13')
    await shown.press('Esc', 'r')
    expect(shown.connections.map(({ host }) => host.name)).toEqual(['h1', 'h2', 'h3', 'h2'])
  })

  it('digits go on in the line that adds', async () => {
    const shown = open({ hosts: HOSTS })
    await shown.press('Down', '1', '0', '.')
    await shown.shows('Add  10.')
  })
})

it('shows no control character of a host or a list', async () => {
  const ssh = 'a\u0007b.example.com'
  const shown = open({ hosts: [{ name: 'h1', address: '', user: 'ops', ssh }], size: LARGE })
  await shown.press('x\u0007=10.0.0.12\n\u009bzz')
  const system = { id: 'x', version: '\u0007\u009b9' }
  shown.to('h1').succeed(factsFor({ name: 'h1', address: '10.0.0.11', user: 'ops' }, { system }))
  const frame = await shown.shows('X 9')
  expect(frame).toContain('ops@ab.example.com')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal must not be shown
  expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

it('explains what is asked', async () => {
  const shown = open({ hosts: HOSTS })
  await shown.press('?')
  await shown.shows('The machines that bear this organisation')
  await shown.press('Esc')
  void shown.to('h1').askKey()
  await shown.press('Enter', '?')
  await shown.shows('Every SSH server has a key of its own')
})
