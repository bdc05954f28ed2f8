import { describe, expect, test } from 'vitest'
import { type Problem, problem } from '../../src/errors/problem.js'
import type { RunEvent } from '../../src/events/run-event.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import type { Topology } from '../../src/topology/topology.js'
import { draftKey } from '../../src/wizard/prepare-run.js'
import { askThrough } from '../../src/wizard/probe/probe-questions.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'
import { install } from '../../steps/install.js'
import { learnedWith, organisationWith } from './install/fake-organisation.js'
import { type FakeRun, fakeRun, standingClock } from './install/fake-run.js'
import {
  at,
  done,
  manyHosts,
  printed,
  runStarted,
  START_MS,
  started,
  THREE,
} from './install/organisations.js'
import { benchWith, draftAt, expectFrame, type ShownStep, showStep } from './show-step.js'

const ARCHIVE = 'h1 artifact:/opt/metis/.artifacts/consul.tar'
const PACKAGES = 'h3 package:'
const VIA_CONFIG = 'h2 file:/opt/metis/via/config/via.yml'
const DISK_FULL: Problem = {
  ...problem(
    'run.disk-full',
    { host: 'h2', action: VIA_CONFIG },
    { host: 'h2', instance: 'via', action: VIA_CONFIG },
  ),
  output: ['mv: cannot move: No space left on device'],
}

/** Half a minute into a run: sending, installing packages, one line printed. */
const BEGUN: readonly RunEvent[] = [
  ...done('h1 package:', 1),
  ...done('h2 package:', 1, 1900),
  started(PACKAGES, 2),
  ...done('h1 file:/opt/metis/consul/config/consul.yml', 2),
  started(ARCHIVE, 3),
  { type: 'sent', at: at(4), node: ARCHIVE, bytes: 18_000_000, total: 40_000_000 },
  printed(PACKAGES, 4, 'Setting up libgomp1:amd64 (12.2.0-14) ...'),
  printed(PACKAGES, 5, 'Processing triggers for libc-bin (2.36-9) ...'),
]
const FAILED: RunEvent = { type: 'failed', at: at(6), node: VIA_CONFIG, problem: DISK_FULL }
const ended = (outcome: 'done' | 'failed' | 'cancelled', halfDone: string[] = []): RunEvent => ({
  type: 'run-finished',
  at: at(30),
  outcome,
  halfDone,
})

interface Given {
  readonly topology?: Topology
  readonly events?: readonly RunEvent[]
  readonly canDetach?: boolean
  readonly organisation?: Partial<OpenOrganisation>
  readonly columns?: number
  readonly rows?: number
  readonly language?: 'en' | 'zh'
}

function showRun(given: Given = {}): ShownStep & { run: FakeRun; clock: ReturnType<typeof standingClock> } {
  const topology = given.topology ?? THREE
  const run = fakeRun({
    events: [runStarted(topology), ...(given.events ?? BEGUN)],
    ...(given.canDetach === undefined ? {} : { canDetach: given.canDetach }),
  })
  const learned = learnedWith(organisationWith(topology, given.organisation ?? {}))
  learned.run.set(run)
  const clock = standingClock(START_MS + 8000)
  const shown = showStep(
    { install },
    {
      draft: draftAt('install', { language: given.language ?? 'en' }),
      bench: benchWith({}),
      learned,
      clock,
      columns: given.columns ?? 80,
      rows: given.rows ?? 24,
    },
  )
  return { ...shown, run, clock }
}

describe('frames', () => {
  const sizes = [
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ]
  for (const size of sizes) {
    for (const language of ['en', 'zh'] as const) {
      const name = (what: string) => `install-${what}-${language}-${size.columns}x${size.rows}`

      test(`${name('running')}: the picture is the map`, async () => {
        const shown = showRun({ ...size, language })
        expectFrame(name('running'), await shown.shows('18.0 MB'), size)
      })

      test(`${name('failed')}: what failed is told by itself once it is over`, async () => {
        const shown = showRun({ ...size, language, events: [...BEGUN, FAILED, ended('failed')] })
        expectFrame(name('failed'), await shown.shows('run.disk-full'), size)
      })

      test(`${name('stop')}: Ctrl-C asks, and says what each answer does`, async () => {
        const shown = showRun({ ...size, language })
        await shown.press('CtrlC')
        expectFrame(name('stop'), shown.frame(), size)
      })
    }
  }

  test('phases, hosts and the log have the whole of a small screen, one after the other', async () => {
    const size = { columns: 80, rows: 24 }
    const shown = showRun({ events: [...BEGUN, FAILED] })
    for (const pane of ['phases', 'hosts', 'log', 'failures']) {
      await shown.press('Tab')
      expectFrame(`install-${pane}-en-80x24`, shown.frame(), size)
    }
  })

  test('64 hosts are a picture and a list that show where the focus is', async () => {
    const size = { columns: 120, rows: 40 }
    const shown = showRun({ topology: manyHosts(), ...size })
    await shown.press('Tab', 'Tab', 'End')
    expectFrame('install-many-en-120x40', await shown.shows('h64'), size)
    shown.resize(200, 60)
    expectFrame('install-many-en-200x60', await shown.shows('40-64 of 64'), { columns: 200, rows: 60 })
    shown.resize(80, 24)
    await shown.press('BackTab', 'BackTab')
    expectFrame('install-many-en-80x24', await shown.shows('[Picture]'), { columns: 80, rows: 24 })
  })
})

describe('the head', () => {
  test('tells rate and time left once it has watched the sending for a second', async () => {
    const { run, clock, shows } = showRun()
    await shows('Sending 18.0 MB of 240.0 MB')
    clock.pass(4)
    run.happens({ type: 'sent', at: at(12), node: ARCHIVE, bytes: 38_000_000, total: 40_000_000 })
    await shows('Sending 38.0 MB of 240.0 MB, 5.0 MB/s, 41s left')
  })

  test('names what it waits for, and says so when nothing has happened for long', async () => {
    const { run, clock, shows } = showRun()
    await shows('Waits for h3: packages (+1) | Processing triggers for libc-bin')
    clock.pass(20)
    await shows('Nothing has happened for 23s. Waits for h3: packages')
    run.happens(printed(PACKAGES, 29, 'done with the triggers'))
    await shows(/ Waits for h3: packages \(\+1\) \| done with the triggers/)
  })
})

describe('the log', () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => printed(PACKAGES, 6, `line ${from + i} of it`))

  test('follows what comes, is frozen with Space, counts what is new, and follows again', async () => {
    const { run, press, shows, frame } = showRun({ events: [...BEGUN, ...lines(0, 50)] })
    await press('BackTab')
    await shows('line 49 of it')
    await press(' ')
    run.happens(...lines(50, 53))
    await shows('frozen, 3 new lines')
    expect(frame()).not.toContain('h3 line 50 of it')
    await press(' ')
    await shows('h3 line 52 of it')
    expect(frame()).not.toContain('frozen')
  })

  test('scrolling up freezes it, End follows', async () => {
    const { press, shows, frame } = showRun({ events: [...BEGUN, ...lines(0, 50)] })
    await press('BackTab', 'Home')
    await shows('Setting up libgomp1')
    expect(frame()).toContain('frozen, 0 new lines')
    await press('End')
    await shows('line 49 of it')
  })

  test('a search goes to the next line that holds it, and on from there', async () => {
    const { press, shows } = showRun({ events: [...BEGUN, ...lines(0, 50)] })
    await press('/')
    await shows('Search:')
    await press('L', 'I', 'N', 'E', ' ', '4', 'Enter')
    await shows('▸12:00:06 h3 line 40 of it')
    await press('n')
    await shows('▸12:00:06 h3 line 41 of it')
    await press('N', 'N')
    await shows('▸12:00:06 h3 line 4 of it')
    await press('Esc')
    await shows(/line 49 of it$/m)
  })

  test('a search without a result says so', async () => {
    const { press, shows } = showRun()
    await press('/', 'x', 'y', 'z', 'Enter')
    await shows('Not found.')
  })

  test('l shows the lines of the host that is pointed at, a those of all', async () => {
    const { press, shows, frame } = showRun()
    await press('l')
    await shows('Log of h1')
    expect(frame()).toContain('Nothing was printed here so far.')
    await press('a')
    await shows('Setting up libgomp1')
    await press('Tab', 'Down', 'Down', 'l')
    await shows('Log of h3')
  })

  test('long lines are moved to the left', async () => {
    const { press, shows } = showRun({ events: [...BEGUN, printed(PACKAGES, 7, `${'a'.repeat(80)}the end`)] })
    await press('BackTab', 'Right')
    await shows('the end')
  })

  test('no line of a host can steer the terminal', async () => {
    const { press, shows, frame } = showRun({
      events: [...BEGUN, printed(PACKAGES, 7, '\u001b[2J\u0007clean')],
    })
    await press('BackTab')
    await shows('h3 clean')
    expect(frame()).not.toContain('\u001b')
  })
})

describe('the picture', () => {
  test('arrows move the focus, Enter shows that host alone, Escape all of them', async () => {
    const { press, shows } = showRun()
    await press('Down', 'Enter')
    await shows('10031')
    const zoomed = await shows('h2')
    expect(zoomed).not.toContain('10.0.0.13')
    await press('Esc')
    await shows('10.0.0.13')
  })
})

describe('stopping', () => {
  test('staying is what Enter takes', async () => {
    const { run, press, shows } = showRun()
    await press('CtrlC')
    await shows('Finish the 2 running actions and stop')
    await press('Enter')
    await shows('[Picture]')
    expect(run.asked).toEqual([])
  })

  test('Ctrl-C twice finishes what runs, twice again stops at once', async () => {
    const { run, press, shows } = showRun()
    await press('CtrlC', 'CtrlC')
    expect(run.asked).toEqual(['stop'])
    run.happens({ type: 'stopping', at: at(9), running: [PACKAGES, ARCHIVE] })
    await shows('Stopping')
    await press('CtrlC')
    const asked = await shows('Stop now: these may be half written')
    expect(asked).toContain(`  ${PACKAGES}`)
    expect(asked).toContain(`  ${ARCHIVE}`)
    await press('CtrlC')
    expect(run.asked).toEqual(['stop', 'abort'])
  })

  test('the screen can be left, and the run goes on', async () => {
    const { run, left, press } = showRun()
    await press('CtrlC', 'Down', 'Down', 'Enter')
    expect(left).toEqual([{ kind: 'detach', folder: '/home/ops/acme' }])
    expect(run.asked).toEqual([])
  })

  test('d leaves it at once', async () => {
    const { left, press } = showRun()
    await press('d')
    expect(left).toEqual([{ kind: 'detach', folder: '/home/ops/acme' }])
  })

  test('a rehearsal can not be left running: it ends with its screen', async () => {
    const { run, left, press, shows } = showRun({ canDetach: false })
    await press('d')
    expect(left).toEqual([])
    await press('CtrlC')
    await shows('Stop at once and leave: the rehearsal ends')
    await press('Down', 'Down', 'Enter')
    expect(run.asked).toEqual(['abort'])
    expect(left).toEqual([{ kind: 'quit' }])
  })

  test('the question is taken back when the run ends meanwhile', async () => {
    const { run, press, shows } = showRun()
    await press('CtrlC')
    await shows('Stop?')
    run.happens(ended('done'))
    await shows('All of it runs. Enter tells what to hand over')
  })
})

describe('pausing', () => {
  const BEGIN = { at: at(0), command: 'apply', pid: 7, host: 'desk', user: 'ann' }

  test('on a narrow terminal pausing and stopping are both named', async () => {
    const { run, shows } = showRun({ columns: 60 })
    run.set({ begun: { ...BEGIN, pauses: true } })
    expect(await shows('p pause')).toContain('^C stop')
  })

  test('p asks it to rest, says what is still under way, and the same key lets it go on', async () => {
    const { run, press, shows, frame } = showRun({ columns: 120 })
    await press('p')
    expect(run.asked).toEqual([])
    run.set({ begun: { ...BEGIN, pauses: true } })
    await shows('p pause')
    await press('p')
    expect(run.asked).toEqual(['pause'])
    run.happens({ type: 'paused', at: at(9), running: [PACKAGES, ARCHIVE] })
    expect(await shows('Paused')).toContain('Nothing new begins. Under way still: h3: packages (+1)')
    await press('CtrlC')
    await shows('It is paused: 2 actions under way, and nothing new begins.')
    expect(frame()).toContain('Leave this screen; the run stays paused and keeps its hosts')
    await press('Esc')
    run.happens(...done(PACKAGES, 10).slice(1), ...done(ARCHIVE, 10).slice(1))
    const resting = await shows('Nothing is under way; the hosts stay held for this run. p goes on.')
    expect(resting).not.toContain('Sending')
    await press('p')
    expect(run.asked).toEqual(['pause', 'continue'])
  })
})

describe('after the end', () => {
  test('a stopped run names what may be half written', async () => {
    const { shows } = showRun({ events: [...BEGUN, ended('cancelled', [ARCHIVE])] })
    await shows(`Half written, until it goes on: ${ARCHIVE}`)
  })

  test('failures are told with their card; l shows the log of the action, s opens a shell on its host', async () => {
    const failed: RunEvent = { ...FAILED, node: PACKAGES, problem: { ...DISK_FULL, where: { host: 'h3' } } }
    const { left, press, shows } = showRun({
      events: [...BEGUN, FAILED, failed, ended('failed')],
      organisation: { shell: ({ name }) => ['ssh', name] },
    })
    await shows('Failures (2)')
    await press('s')
    expect(left).toEqual([{ kind: 'shell', command: ['ssh', 'h3'] }])
    await press('l')
    await shows('Log of h3 package:')
    await shows('Processing triggers for libc-bin')
  })

  test('on a rehearsed host there is no shell, and it says so', async () => {
    const { left, press, shows } = showRun()
    await press('s')
    await shows('There is no shell on a rehearsed host.')
    expect(left).toEqual([])
  })
})

describe('trying again', () => {
  const node = (id: string): PlanNode => ({
    id,
    phase: 'via',
    host: 'h2',
    instance: 'via',
    action: { kind: 'unit', unit: 'metis-via.service', state: 'running', change: 'restart', inputs: 'a' },
    after: [],
    because: { word: 'reason.packages' },
  })
  const plan = (...ids: readonly string[]): Plan => ({
    organisation: 'acme',
    nodes: ids.map(node),
    digest: ids.join(),
  })
  const gather = async () => ({ facts: {}, problems: [], at: at(40) })

  test('looks and plans again, and carries out what is left', async () => {
    const second = fakeRun({ events: [runStarted(THREE)] })
    const installed: Plan[] = []
    const shown = showRun({
      events: [...BEGUN, FAILED, ended('failed')],
      organisation: {
        gather,
        plan: async () => plan('b'),
        install: async (left) => {
          installed.push(left)
          return second
        },
      },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.shows('r tries again')
    await shown.press('r')
    await shown.shows('Running')
    expect(installed).toEqual([plan('b')])
    expect(shown.learned.run.get()).toBe(second)
  })

  test('an upgrade says which backup it uses again, as long as it goes on', async () => {
    const second = fakeRun({ events: [runStarted(THREE)] })
    const shown = showRun({
      events: [...BEGUN, FAILED, ended('failed')],
      organisation: {
        gather,
        plan: async () => plan('b'),
        install: async () => second,
        backedUpAt: () => '2026-11-30T12:00:00.000Z',
      },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('b') })
    const before = draftAt('install', {})
    shown.learned.deed.set({ before, entry: 'release', id: 'upgrade', operated: { operation: 'upgrade' } })
    await shown.press('r')
    await shown.shows('the backup made for this change is used again: 2026-11-30T12:00:00.000Z')
    second.happens(FAILED, ended('failed'))
    expect(await shown.shows('r tries again')).not.toContain('is used again')
  })

  test('a plan that hosts no longer need is made anew, and reviewed with what is different', async () => {
    const shown = showRun()
    const reviewed = plan('a', 'b')
    const opened = { organisation: organisationWith(THREE, { gather, plan: async () => plan('a', 'c') }) }
    const value = { ...opened, draftKey: draftKey(shown.draft()) }
    shown.learned.organisation.set({ state: 'ready', value })
    shown.learned.artifacts.set({ state: 'ready', value: [] })
    shown.learned.plan.set({ state: 'ready', value: reviewed })
    shown.run.set({ state: 'failed', problems: [problem('run.plan-changed', { again: 'apply' })] })
    await expect.poll(() => shown.draft().at).toBe('review')
    expect(shown.learned.outdated.get()).toBe(reviewed)
    expect(shown.learned.run.get()).toBeUndefined()
    await expect.poll(() => shown.learned.plan.get()).toEqual({ state: 'ready', value: plan('a', 'c') })
  })

  test('the picture is back after a failure that was looked at', async () => {
    const second = fakeRun({ events: [runStarted(THREE)] })
    const shown = showRun({
      events: [...BEGUN, FAILED, ended('failed')],
      organisation: { gather, plan: async () => plan('b'), install: async () => second },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('b') })
    await shown.press('f', 'r')
    expect(await shown.shows('Running')).toContain('[Picture]')
  })

  test('what nobody has reviewed is not carried out, but shown', async () => {
    const shown = showRun({
      events: [...BEGUN, FAILED, ended('failed')],
      organisation: { gather, plan: async () => plan('b', 'c') },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.press('r')
    expect(shown.draft().at).toBe('review')
    expect(shown.learned.plan.get()).toEqual({ state: 'ready', value: plan('b', 'c') })
  })

  test('a run that was met again is gone on with by a plan that is made and reviewed first', async () => {
    const shown = showRun({ events: [...BEGUN, FAILED, ended('failed')], organisation: {} })
    shown.learned.gathered.set({ state: 'ready', value: await gather() })
    await shown.press('r')
    expect(shown.draft().at).toBe('review')
    expect(shown.learned.gathered.get()).toEqual({ state: 'idle' })
  })

  test('a host that does not answer keeps it from going on, and its card is shown', async () => {
    const gone = problem(
      'connection.timed-out',
      { host: 'h2', address: '10.0.0.12', port: 22 },
      { host: 'h2' },
    )
    const shown = showRun({
      events: [...BEGUN, ended('cancelled')],
      organisation: { gather: async () => ({ facts: {}, problems: [gone], at: at(40) }) },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.press('r')
    await shown.shows('connection.timed-out')
    await shown.shows('Failures (1)')
  })

  test('a password that the connections need again is asked for, and it goes on with it', async () => {
    const given: (string | undefined)[] = []
    const shown = showRun({
      events: [...BEGUN, ended('cancelled')],
      organisation: {
        gather: async () => {
          const question = {
            kind: 'sudo',
            host: 'h2',
            user: 'ops',
            emptyMeansLoginPassword: false,
            wasRefused: false,
          } as const
          given.push(await askThrough(shown.learned.questions).password(question))
          return gather()
        },
        plan: async () => plan(),
      },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.press('r')
    await shown.shows('h2')
    await shown.press('s', '3', 'c', 'r', 'e', 't', 'Enter')
    await shown.shows('Stopped')
    expect(given).toEqual(['s3cret'])
    expect(shown.draft().confirmed).toContain('install')
  })

  test('one password answers all hosts that want it, and an empty one is a slip', async () => {
    const given: string[] = []
    const shown = showRun({
      events: [...BEGUN, ended('cancelled')],
      organisation: {
        gather: async () => {
          const ask = askThrough(shown.learned.questions)
          const connect = async (host: string) => {
            const asked = { kind: 'sudo', host, user: 'ops' } as const
            const answer = await ask.password({ ...asked, emptyMeansLoginPassword: false, wasRefused: false })
            given.push(`${host} ${answer}`)
            ask.onConnected?.(host)
          }
          await Promise.all(['h1', 'h2', 'h3'].map(connect))
          return gather()
        },
        plan: async () => plan(),
      },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.press('r')
    expect(await shown.shows('sudo password of ops on h1:')).toContain(
      'For all hosts of ops; one tries it first.',
    )
    await shown.press('Enter', 'Down')
    await shown.shows('Only for h1.')
    await shown.press('Up', 's', '3', 'c', 'Enter')
    await shown.shows('Stopped')
    expect(given.toSorted()).toEqual(['h1 s3c', 'h2 s3c', 'h3 s3c'])
  })

  test('goes on to the end when nothing is left to do', async () => {
    const shown = showRun({
      events: [...BEGUN, ended('cancelled')],
      organisation: { gather, plan: async () => plan() },
    })
    shown.learned.plan.set({ state: 'ready', value: plan('a', 'b') })
    await shown.press('r')
    expect(shown.draft().confirmed).toContain('install')
  })
})

test('a run that was begun before is met again', async () => {
  const run = fakeRun({ events: [runStarted(THREE), ...BEGUN] })
  const learned = learnedWith(organisationWith(THREE, { running: async () => run }))
  const shown = showStep({ install }, { draft: draftAt('install'), bench: benchWith({}), learned })
  await shown.shows('Nothing is under way.')
  install.enter?.({ ...ENTERING, learned })
  await shown.shows('Running')
})

const ENTERING = {
  draft: draftAt('install'),
  change: () => {},
  next: () => {},
  back: () => {},
  goTo: () => {},
  take: () => {},
  bench: benchWith({}),
  size: { columns: 80, rows: 20 },
  leave: () => {},
}
