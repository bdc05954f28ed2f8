import { describe, expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { Release } from '../../src/topology/release.js'
import type { Draft } from '../../src/wizard/draft.js'
import type { Gathered, OpenOrganisation } from '../../src/wizard/workbench.js'
import { home } from '../../steps/home.js'
import { roles } from '../../steps/roles.js'
import { healthyHosts, withFacts } from '../wizard/healthy-hosts.js'
import { emptyStep } from './empty-step.js'
import { answeredAt, fakeOrganisation } from './fake-organisation.js'
import { standingClock } from './install/fake-run.js'
import { START_MS } from './install/organisations.js'
import { presetBench } from './preset-bench.js'
import { expectFrame, showStep } from './show-step.js'

const SIZES = [
  ['en', 60, 20],
  ['zh', 60, 20],
  ['en', 80, 24],
  ['zh', 80, 24],
  ['en', 120, 40],
  ['zh', 120, 40],
] as const
type Size = readonly [language: 'en' | 'zh', columns: number, rows: number]

const HISTORY = `As h1 keeps it:
GENERATION  WHEN                  WHO         VERSION  CHANGED
         2  2026-11-30T12:55:23Z  ana@laptop  0.1.0    org.yaml +1 -0
`

const [RELEASE] = presetBench().releases as readonly [Release]
const own = (version: string, follows: Release['follows']): Release => ({
  ...RELEASE,
  ...{ id: `ours-${version}`, path: `./ours-${version}.yaml`, version },
  ...(follows && { follows }),
})
const OTHERS = [
  own('0.4.0', [{ version: '0.3.0' }]),
  own('0.5.0', [{ version: '0.3.0', oneWay: ['carrier'] }]),
  own('0.6.0', [{ version: '0.5.0' }]),
  own('0.2.0', undefined),
]

interface Given extends Partial<OpenOrganisation> {
  readonly gathered?: Gathered
  readonly draft?: Partial<Draft>
  readonly others?: readonly Release[]
}

/** Home, walked to from a screen before it. */
async function showHome(
  { gathered, draft: changes, others = [], ...given }: Given = {},
  size: Size = ['en', 80, 24],
) {
  const [language, columns, rows] = size
  const draft = { ...answeredAt('done', { language }), ...changes }
  const plain = fakeOrganisation(draft)
  const organisation = fakeOrganisation(draft, {
    gather: async () => gathered ?? healthyHosts(plain.topology),
    preflight: () => ({ problems: [], summary: {} }),
    told: async (words, { write }) => write(words.length === 1 ? HISTORY : 'No run is logged.\n'),
    ...given,
  })
  const steps = {
    machines: emptyStep,
    roles,
    release: emptyStep,
    preflight: emptyStep,
    review: emptyStep,
    done: emptyStep,
    home,
  }
  const clock = standingClock(START_MS + 3000)
  const releases = [RELEASE, ...others]
  const bench = presetBench({ open: async () => organisation, releases })
  const shown = showStep(steps, { draft, bench, columns, rows, clock })
  await shown.press('Enter')
  await shown.shows(language === 'en' ? 'what to do' : '要做什么')
  return { ...shown, size: { columns, rows } }
}

describe('frames', () => {
  test.each(SIZES)('home, its menu, and what it leads to: %s at %sx%s', async (...size) => {
    const [language, columns, rows] = size
    const shown = await showHome({}, size)
    const frame = (name: string) =>
      expectFrame(`home-${name}-${language}-${columns}x${rows}`, shown.frame(), shown.size)
    frame('well')
    await shown.press('Enter')
    frame('menu')
    await shown.press('h')
    await shown.shows('No run is logged')
    frame('history')
    await shown.press('Esc', 'Right', 'Right', 'd')
    frame('remove')
    await shown.press('Esc', 'Left', 'Left', 'd')
    frame('stays')
  })

  test.each(SIZES)('what needs attention comes first: %s at %sx%s', async (...size) => {
    const [language, columns, rows] = size
    const gathered = healthyHosts(fakeOrganisation(answeredAt('done')).topology)
    const newer = {
      organisation: 'acme',
      known: 6,
      generation: 7,
      user: 'bo',
      machine: 'desk',
      at: '2026-01-30',
    }
    const shown = await showHome(
      {
        gathered: withFacts(gathered, 'h2', { health: { via: { state: 'unregistered', says: 'lost' } } }),
        preflight: () => ({
          problems: [
            problem('preflight.clock-ahead', { host: 'h3', seconds: 90 }, { host: 'h3' }, 'warning'),
            problem('record.newer', newer, { host: 'h1' }),
          ],
          summary: {},
        }),
      },
      size,
    )
    expectFrame(`home-attention-${language}-${columns}x${rows}`, shown.frame(), shown.size)
  })
})

test('says that org.yaml is not what is applied, and what would repair what is ill', async () => {
  const shown = await showHome({ isApplied: () => false })
  expect(shown.frame()).toContain('org.yaml says something else than what is applied: v shows it.')
  const well = healthyHosts(fakeOrganisation(answeredAt('done')).topology)
  const ill = withFacts(well, 'h2', { health: { via: { state: 'unhealthy', says: 'no' } } })
  expect((await showHome({ gathered: ill })).frame()).toContain('v shows what would repair it.')
})

test('a machine is taken out after a question whose safe answer is the first, and Esc gives it up', async () => {
  const shown = await showHome()
  const before = shown.draft().file
  await shown.press('Right', 'Right', 'd', 'Enter')
  await shown.shows('what to do')
  expect(shown.draft()).toMatchObject({ at: 'home', file: before })
  await shown.press('d', 'Down', 'Enter')
  expect(shown.draft().at).toBe('preflight')
  expect(shown.draft().file.hosts.map(({ name }) => name)).toEqual(['h1', 'h2'])
  expect(shown.draft().stale).toEqual([])
  await shown.press('Esc')
  await shown.shows('what to do')
  expect(shown.draft()).toMatchObject({ at: 'home', file: before })
  expect(shown.learned.deed.get()).toBe(undefined)
})

test('one instance of several is taken out alone', async () => {
  const shown = await showHome()
  await shown.press('Tab', 'Down', 'Down', 'Down', 'Down', 'Down', 'd')
  expect(await shown.shows('Remove compute-8800@h3 from acme')).toContain('With it go: compute-8800@h3')
  await shown.press('Down', 'Enter')
  expect(shown.draft().file.roles.compute).toEqual([])
  expect(shown.draft().file.hosts).toHaveLength(3)
})

test('a role is picked up here and put down on the picture of the roles', async () => {
  const shown = await showHome()
  await shown.press('Tab', 'Down', 'm')
  await shown.shows('carrier')
  await shown.press('Down', 'Enter')
  expect(shown.draft()).toMatchObject({ at: 'roles', file: { roles: { carrier: [{ host: 'h2' }] } } })
  await shown.press('Esc')
  await shown.shows('what to do')
  expect(shown.draft().file.roles.carrier).toMatchObject([{ host: 'h1' }])
})

test.each([
  ['v', 'preflight', undefined],
  ['a', 'machines', undefined],
  ['s', 'review', { operation: 'restart', instances: ['consul@h1', 'carrier@h1', 'admin@h1'] }],
] as const)('%s begins at %s', async (key, entry, operated) => {
  const shown = await showHome()
  await shown.press(key)
  expect(shown.draft().at).toBe(entry)
  expect(shown.learned.deed.get()).toMatchObject({ entry, ...(operated && { operated }) })
  await shown.press('Esc')
  await shown.shows('what to do')
})

test('the log is followed at the terminal, and read here where nothing is real', async () => {
  const real = await showHome({ logs: (instance) => ['logs', instance, '--follow'] })
  await real.press('Tab', 'Down', 'l')
  expect(real.left).toEqual([{ kind: 'shell', command: ['logs', 'carrier@h1', '--follow'] }])
  const words: unknown[] = []
  const rehearsed = await showHome({
    told: async (given, { write }) => {
      words.push(given)
      write('carrier@h1 is told')
    },
  })
  await rehearsed.press('Tab', 'Down', 'l')
  await rehearsed.shows('carrier@h1 is told')
  await rehearsed.press('Esc')
  expect(await rehearsed.shows('▸● carrier@h1')).toContain('[Instances]')
  expect(words).toEqual([['logs', 'carrier@h1']])
})

test.each(SIZES)('a backup is chosen, or there is none: %s at %sx%s', async (...size) => {
  const [language, columns, rows] = size
  const backup = '/home/ops/acme/backups/acme-20261130T122441Z.metis-backup'
  const restore = (path: string) => ['restore', path]
  const shown = await showHome({ backups: () => [backup], restore }, size)
  await shown.press('o')
  expectFrame(`home-restore-${language}-${columns}x${rows}`, shown.frame(), shown.size)
  await shown.press('Enter')
  expect(shown.left).toEqual([])
  await shown.press('o', 'Down', 'Enter')
  expect(shown.left).toMatchObject([{ kind: 'shell', command: ['restore', backup], waits: true }])
  const none = await showHome({}, size)
  await none.press('o')
  expectFrame(`home-no-backup-${language}-${columns}x${rows}`, none.frame(), none.size)
})

test.each(SIZES)('another release is chosen, and no way is told: %s at %sx%s', async (...size) => {
  const [language, columns, rows] = size
  const shown = await showHome({ others: OTHERS }, size)
  await shown.press('u')
  expectFrame(`home-release-${language}-${columns}x${rows}`, shown.frame(), shown.size)
  await shown.press('Enter')
  expect(shown.draft().at).toBe('home')
  await shown.press('u', 'Down', 'Enter')
  expect(shown.draft()).toMatchObject({ at: 'release', file: { release: './ours-0.4.0.yaml' } })
  await shown.press('Esc')
  expect(shown.draft()).toMatchObject({ at: 'home', file: { release: 'metis-0.3.0' } })
})

test('where there is no other release, the files of this one may come from elsewhere', async () => {
  const shown = await showHome()
  await shown.press('u', 'Down', 'Enter')
  expect(shown.draft()).toMatchObject({ at: 'release', file: { release: 'metis-0.3.0' } })
})

test('what keeps it from being opened is told, and Enter tries again', async () => {
  let tries = 0
  const draft = answeredAt('done')
  const organisation = fakeOrganisation(draft, {
    gather: async () => healthyHosts(fakeOrganisation(draft).topology),
  })
  const open = async () => {
    tries += 1
    if (tries === 1)
      throw new InstallerError(problem('state.locked', { command: 'apply', since: 'now', pid: 7 }))
    return organisation
  }
  const shown = showStep({ done: emptyStep, home }, { draft, bench: presetBench({ open }) })
  await shown.press('Enter')
  await shown.shows('state.locked')
  await shown.press('Enter')
  await shown.shows('what to do')
})
