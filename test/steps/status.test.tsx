import { describe, expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { Language } from '../../src/i18n/say.js'
import type { Topology } from '../../src/topology/topology.js'
import { ClockProvider } from '../../src/ui/screen/hooks.js'
import type { Leave } from '../../src/ui/screen/step.js'
import { cell } from '../../src/wizard/cell.js'
import { createAsker } from '../../src/wizard/live-facts.js'
import type { Gathered } from '../../src/wizard/workbench.js'
import { Status } from '../../steps/status.js'
import { release } from '../roles/organisation.js'
import { healthyHosts, withFacts } from '../wizard/healthy-hosts.js'
import { standingClock } from './install/fake-run.js'
import { at, manyHosts, START_MS, THREE } from './install/organisations.js'
import { expectFrame, showTree } from './show-step.js'

const WELL = healthyHosts(THREE)
const via = {
  state: 'unregistered',
  says: 'runs, but Consul does not know viaService_10.0.0.12_10031',
} as const
const ILL = withFacts(WELL, 'h2', { health: { via } })
const AWAY: Gathered = {
  ...WELL,
  facts: { h1: WELL.facts.h1, h2: WELL.facts.h2 } as Gathered['facts'],
  problems: [
    problem(
      'connection.timed-out',
      { host: 'h3', address: '10.0.0.13', port: 22, seconds: 20 },
      { host: 'h3' },
    ),
  ],
}

interface Given {
  readonly first?: Gathered
  readonly next?: () => Promise<Gathered>
  readonly topology?: Topology
  readonly language?: Language
  readonly columns?: number
  readonly rows?: number
}

function showStatus(given: Given = {}) {
  const clock = standingClock(START_MS + 3000)
  const left: Leave[] = []
  const next = given.next ?? (async () => WELL)
  const asker = createAsker(given.first ?? WELL, next, new AbortController().signal)
  const size = { columns: given.columns ?? 80, rows: given.rows ?? 24 }
  const shown = showTree(
    <ClockProvider clock={clock}>
      <Status
        topology={given.topology ?? THREE}
        release={release}
        asker={asker}
        logs={(instance) => ['logs', instance]}
        language={cell<Language>(given.language ?? 'en')}
        paint={(_meaning, text) => text}
        charset="box"
        asTyped={(sentence) => sentence}
        terminal={{ stdin: process.stdin, stdout: process.stdout }}
        signal={new AbortController().signal}
        onLeave={(how) => left.push(how)}
      />
    </ClockProvider>,
    size,
  )
  return { ...shown, clock, left, asker, size }
}

describe('frames', () => {
  for (const size of [
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ]) {
    for (const language of ['en', 'zh'] as const) {
      const name = (what: string) => `status-${what}-${language}-${size.columns}x${size.rows}`

      test(name('well'), async () => {
        const shown = showStatus({ ...size, language })
        expectFrame(name('well'), await shown.shows('10.0.0.12'), size)
      })

      test(name('ill'), async () => {
        const shown = showStatus({ ...size, language, first: ILL })
        await shown.press('Tab')
        expectFrame(name('ill'), await shown.shows('▸✗ via@h2'), size)
      })

      test(name('away'), async () => {
        const shown = showStatus({ ...size, language, first: AWAY })
        await shown.press('p')
        expectFrame(name('away'), await shown.shows('connection.timed-out'), size)
      })
    }
  }

  test('64 hosts', async () => {
    const topology = manyHosts()
    const size = { columns: 120, rows: 40 }
    const shown = showStatus({ ...size, topology, first: healthyHosts(topology) })
    expectFrame('status-many-en-120x40', await shown.shows('67 of 67 instances healthy'), size)
  })
})

test('it says who is at work on the hosts, for as long as that goes on', async () => {
  const face = { user: 'ann', machine: 'desk', command: 'restart' }
  const hold = { state: 'other', token: 't', alive: true, seconds: 5, phase: 'admin', face } as const
  const { press, shows } = showStatus({ first: withFacts(ILL, 'h1', { hold }) })
  await shows('ann on desk is at work on h1: `restart`, now: admin.')
  await press('r')
  await shows('All instances are well.')
})

test('it asks again when five seconds have passed, and tells how old what it shows is', async () => {
  let asked = 0
  const { clock, shows } = showStatus({
    next: async () => {
      asked += 1
      return { ...ILL, at: at(8) }
    },
  })
  await shows('asked 3s ago')
  clock.pass(1)
  await shows('asked 4s ago')
  expect(asked).toBe(0)
  clock.pass(4)
  await shows('5 of 6 instances healthy')
  await shows('asked 0s ago')
  expect(asked).toBe(1)
})

test('one asking at a time, however often it is wanted; what was known stays on the screen meanwhile', async () => {
  const answers: ((look: Gathered) => void)[] = []
  const { press, shows, clock } = showStatus({ next: () => new Promise((resolve) => answers.push(resolve)) })
  await press('r', 'r')
  clock.pass(20)
  await shows('asked 23s ago, asking again ...')
  expect(answers).toHaveLength(1)
  answers[0]?.({ ...WELL, at: at(23) })
  await shows('asked 0s ago')
})

test('an asking that fails keeps what was known, and tells why on a card', async () => {
  const lost = problem('connection.lost', { host: 'h1' }, { host: 'h1' })
  const { press, shows } = showStatus({ next: async () => Promise.reject(new InstallerError(lost)) })
  await press('r')
  await shows('Problems (1)')
  await shows('6 of 6 instances healthy')
  await press('p')
  await shows('connection.lost')
})

test('a host that does not answer has a card, and its instances are told to be unreachable', async () => {
  const { press, shows } = showStatus({ first: AWAY })
  await shows('2 of 3 hosts answered')
  await press('Tab')
  await shows(/data-8700@h3 +unreachable/)
  await press('Tab')
  await shows('connection.timed-out')
})

test('Enter zooms into the host that is pointed at, Escape comes back, then leaves', async () => {
  const { press, shows, left } = showStatus()
  await press('Down', 'Enter')
  const zoomed = await shows('10031')
  expect(zoomed).not.toContain('10.0.0.13')
  await press('Esc')
  await shows('10.0.0.13')
  await press('Esc')
  expect(left).toEqual([{ kind: 'quit' }])
})

test('a host that has more rows than the screen is scrolled, and the keys are named', async () => {
  const { press, shows } = showStatus()
  await press('Enter')
  expect(await shows('↑↓ scroll')).toContain('←→ host')
  await press('End')
  expect(await shows(/web console/)).not.toContain('─ h1 ─')
  await press('Right')
  await shows('─ h2 ─')
})

test('l follows the log of the instance that is pointed at; q leaves', async () => {
  const { press, left } = showStatus()
  await press('Tab', 'Down', 'Down', 'Down', 'l')
  expect(left).toEqual([{ kind: 'shell', command: ['logs', 'via@h2'] }])
  await press('q')
  expect(left.at(-1)).toEqual({ kind: 'quit' })
})

test('the language changes, and what a service says is nothing that a terminal obeys', async () => {
  const says = '\u001b[2Jgone\u0007'
  const { press, shows, frame } = showStatus({
    first: withFacts(WELL, 'h2', { health: { via: { state: 'unhealthy', says } } }),
  })
  await press('Tab', 'CtrlL')
  await shows('实例')
  expect(frame()).toMatch(/via@h2 .* gone/)
  expect(frame()).not.toContain('\u001b')
})
