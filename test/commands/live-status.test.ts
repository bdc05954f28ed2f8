import { expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { FullScreen, Session } from '../../src/commands/program/session.js'
import type { StatusInput } from '../../src/ui/screen/screens.js'
import type { Leave } from '../../src/ui/screen/step.js'
import { healthyHosts } from '../wizard/healthy-hosts.js'
import { fakeWorld, topology } from './fake-world.js'

const refused = async (): Promise<never> => {
  throw new Error('this test has no such screen')
}
const well = { facts: healthyHosts(topology).facts, problems: [] }
const away = { facts: {}, problems: [] }

/** A status screen that does what a test says. */
function worldWithStatus(visit: (input: StatusInput) => Promise<Leave>, gathered = [well]) {
  const fake = fakeWorld({ gathered, answers: ['yes', 'yes'] })
  const ran: (readonly string[])[] = []
  const sessions: Session[] = []
  const screens: FullScreen = {
    load: async () => ({ wizard: refused, watch: refused, gallery: refused, status: visit }),
    terminal: { stdin: process.stdin, stdout: process.stdout },
    run: async (command) => {
      ran.push(command)
      return 0
    },
    suspend: async () => {},
    catchBugs: (work) => work(new AbortController().signal),
  }
  const open: (typeof fake.world)['open'] = async (session, needs, command) => {
    sessions.push(session)
    return fake.world.open(session, needs, command)
  }
  return { ...fake, world: { ...fake.world, screens, open }, ran, sessions }
}

it('opens the screen with what was asked already, asks again there, and ends with how it is then', async () => {
  const fake = worldWithStatus(
    async ({ asker, topology: shown }) => {
      expect(shown.organisation).toBe('bank-a')
      expect(Object.keys(asker.live.get().gathered.facts)).toEqual(['h1'])
      await asker.ask()
      expect(asker.live.get()).toMatchObject({ gathered: { facts: {} }, isAsking: false })
      return { kind: 'quit' }
    },
    [well, away],
  )
  expect(await runCommandLine(['status'], fake.world)).toBe(1)
  expect(fake.stdout()).toBe('')
  expect(fake.stderr()).toBe('Looking at 1 host ...\n')
  expect(fake.isClosed()).toBe(true)
})

it('ends with 0 while all is well', async () => {
  const fake = worldWithStatus(async () => ({ kind: 'quit' }))
  expect(await runCommandLine(['status'], fake.world)).toBe(0)
})

it('may ask the operator before the screen opens, and not while it is there', async () => {
  const fake = worldWithStatus(async () => {
    expect(fake.sessions[0]?.ask).toBeUndefined()
    return { kind: 'quit' }
  })
  const { open } = fake.world
  const world: typeof fake.world = {
    ...fake.world,
    open: async (session, needs, command) => {
      expect(session.ask).toBeDefined()
      return open(session, needs, command)
    },
  }
  expect(await runCommandLine(['status'], world)).toBe(0)
})

it('follows a log with the terminal, and comes back in the language of the screen', async () => {
  const visits: ((input: StatusInput) => Leave)[] = [
    ({ logs, language }) => {
      language.set('zh')
      return { kind: 'shell', command: logs('admin@h1') }
    },
    ({ language }) => {
      expect(language.get()).toBe('zh')
      return { kind: 'quit' }
    },
  ]
  const fake = worldWithStatus(async (input) => visits.shift()?.(input) ?? { kind: 'quit' })
  await runCommandLine(['status', '--lang', 'en'], fake.world)
  expect(visits).toEqual([])
  expect(fake.ran).toEqual([
    [
      process.execPath,
      fake.world.program,
      'logs',
      'admin@h1',
      '--follow',
      '--file',
      '/org/org.yaml',
      '--lang',
      'zh',
    ],
  ])
})

it('prints lines with --once and data with --json, also on a terminal', async () => {
  for (const flag of ['--once', '--json']) {
    const fake = worldWithStatus(refused)
    expect(await runCommandLine(['status', flag], fake.world)).toBe(0)
    expect(fake.stdout()).toContain('consul')
  }
})
