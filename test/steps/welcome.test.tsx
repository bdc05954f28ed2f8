import { Text } from 'ink'
import { describe, expect, it } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { Clock } from '../../src/ui/screen/hooks.js'
import { type Draft, emptyDraft } from '../../src/wizard/draft.js'
import { nothingLearned } from '../../src/wizard/learned.js'
import type { OpenOrganisation, Unfinished } from '../../src/wizard/workbench.js'
import { organisation } from '../../steps/organisation.js'
import { welcome } from '../../steps/welcome.js'
import { presetBench } from './preset-bench.js'
import { draftAt, expectFrame, showStep } from './show-step.js'

const clock: Clock = { now: () => Date.parse('2026-01-31T12:00:00.000Z'), every: () => () => {} }

const BEGUN: readonly Unfinished[] = [
  {
    kind: 'run',
    folder: '/home/ops/bank-a',
    organisation: 'bank-a',
    command: 'apply',
    startedAt: '2026-01-31T11:55:55.000Z',
    isAlive: true,
  },
  {
    kind: 'run',
    folder: '/home/ops/bank-b',
    organisation: 'bank-b',
    command: 'apply',
    startedAt: '2026-01-31T09:00:00.000Z',
    isAlive: false,
  },
  { kind: 'draft', id: 'd1', organisation: '', at: 'roles', savedAt: '2026-01-31T08:30:00.000Z' },
  {
    kind: 'organisation',
    folder: "/srv/\u001b[31mbank's c",
    organisation: 'bank-c',
    openedAt: '2026-01-20T12:00:00.000Z',
  },
]

const start = (changes: Partial<Draft> = {}): Draft => ({
  ...emptyDraft({ id: 'd0', language: 'en', place: 'machines', release: 'metis-0.3.0' }),
  ...changes,
})

const after = (id: 'install' | 'review') => ({
  View: () => <Text>{`now at ${id}`}</Text>,
})

function show(given: {
  draft?: Draft
  unfinished?: readonly Unfinished[]
  bench?: Parameters<typeof presetBench>[0]
  columns?: number
  rows?: number
}) {
  const learned = nothingLearned(new AbortController().signal)
  learned.unfinished.set(given.unfinished ?? [])
  const { columns = 80, rows = 24 } = given
  return showStep(
    { welcome, organisation, install: after('install'), review: after('review') },
    { draft: given.draft ?? start(), bench: presetBench(given.bench), learned, clock, columns, rows },
  )
}

const BUNDLE = {
  name: 'acme.metis',
  release: 'metis-0.3.0',
  organisation: 'acme',
  systems: ['debian-12', 'ubuntu-22.04'],
  pieces: 404,
  fingerprint: '51277 10559 63897 03638 93340 08080 48870 14118',
}

describe('the first screen with a bundle', () => {
  it.each([
    ['en', 80, 24],
    ['zh', 80, 24],
    ['en', 120, 40],
    ['zh', 120, 40],
  ] as const)('offers what it was made for: %s at %sx%s', async (language, columns, rows) => {
    const openBundled = async () => draftAt('review')
    const shown = show({ draft: start({ language }), bench: { bundle: BUNDLE, openBundled }, columns, rows })
    await shown.shows('acme.metis')
    expectFrame(`welcome-bundle-${language}-${columns}x${rows}`, shown.frame(), { columns, rows })
    await shown.press('Enter')
    await shown.shows('now at review')
  })

  it('offers only that all comes from it where it was made for a preset', async () => {
    const { organisation: _, ...preset } = BUNDLE
    const shown = show({ bench: { bundle: preset } })
    const frame = await shown.shows('Everything comes from acme.metis; no network is used for it.')
    expect(frame).not.toContain('from this bundle')
    expect(frame).not.toContain('Make a bundle')
  })

  it('makes one at the terminal, and comes back', async () => {
    const shown = show({ bench: { makeBundle: ['node', 'program', 'bundle', 'create'] } })
    await shown.shows('Make a bundle                  one file to carry to a site without a network')
    await shown.press('Down', 'Down', 'Down', 'Down', 'Down', 'Down', 'Enter')
    expect(shown.left).toEqual([
      { kind: 'shell', command: ['node', 'program', 'bundle', 'create'], waits: true },
    ])
  })
})

describe('the first screen', () => {
  it('tells a rehearsal from the real thing, and that its hosts are gone where some were installed', async () => {
    const saved = { kind: 'draft', id: 'd2', organisation: 'bank-a', isRehearsal: true } as const
    const savedAt = '2026-01-31T11:59:00.000Z'
    const shown = show({
      unfinished: [
        { ...saved, at: 'install', savedAt },
        { ...saved, at: 'roles', savedAt },
      ],
    })
    const frame = await shown.shows('Go on rehearsing bank-a')
    expect(frame).toMatch(/left at Install, \S+ ago; its hosts are gone\n/)
    expect(frame).toMatch(/left at Roles, \S+ ago\n/)
  })

  it.each([
    ['en', 80, 24],
    ['zh', 80, 24],
    ['en', 120, 40],
    ['zh', 120, 40],
  ] as const)('in %s at %sx%s', async (language, columns, rows) => {
    const fresh = show({ draft: start({ language }), columns, rows })
    await fresh.shows(language === 'en' ? 'Rehearse' : '演练')
    expectFrame(`welcome-${language}-${columns}x${rows}`, fresh.frame(), { columns, rows })
    const begun = show({ draft: start({ language }), unfinished: BEGUN, columns, rows })
    await begun.shows('bank-c')
    expectFrame(`welcome-begun-${language}-${columns}x${rows}`, begun.frame(), { columns, rows })
  })

  it('begins a rehearsal with Enter alone, and fills in what a newcomer need not know', async () => {
    const shown = show({})
    await shown.press('Enter')
    await shown.shows('2/4 Organisation')
    expect(shown.draft()).toMatchObject({
      at: 'organisation',
      place: 'rehearsal',
      want: 'data',
      file: { organisation: 'bank-a' },
      confirmed: ['welcome'],
    })
  })

  it.each([
    [['Down'], 'machines'],
    [['Down', 'Down'], 'here'],
  ] as const)('makes nothing up for real machines (%s)', async (keys, place) => {
    const shown = show({})
    await shown.press(...keys, 'Enter')
    await shown.shows('2/4 Organisation')
    expect(shown.draft()).toMatchObject({ place, file: { organisation: '' } })
    expect(shown.draft().want).toBeUndefined()
  })

  it('takes nothing of a rehearsal to real machines', async () => {
    const shown = show({})
    await shown.press('Enter')
    await shown.shows('Organisation')
    await shown.press('Esc')
    await shown.shows('Welcome')
    await shown.press('Down', 'Enter')
    await shown.shows('Organisation')
    expect(shown.draft()).toMatchObject({ place: 'machines', folder: '', file: { organisation: '' } })
  })

  it('offers nothing real once the program was started as a rehearsal', async () => {
    const shown = show({ bench: { isRehearsal: true }, draft: start({ place: 'rehearsal' }) })
    const frame = await shown.shows('Rehearse on this computer')
    expect(frame).not.toContain('Install on')
    expect(frame).not.toContain('Open an')
    expect(frame).toContain('REHEARSAL: nothing here is real')
  })

  it('speaks the other language when that is chosen', async () => {
    const shown = show({})
    await shown.press('Up', 'Enter')
    await shown.shows('在本机演练')
    expect(shown.draft().language).toBe('zh')
  })
})

describe('what was begun before', () => {
  it('is gone on with where it was left, in the language that is on', async () => {
    const asked: Unfinished[] = []
    const shown = show({
      draft: start({ language: 'zh' }),
      unfinished: [BEGUN[2] as Unfinished],
      bench: {
        resume: async (what) => {
          asked.push(what)
          return draftAt('organisation', { id: 'd1' })
        },
      },
    })
    await shown.press('Enter')
    await shown.shows('acme')
    expect(asked).toEqual([BEGUN[2]])
    expect(shown.draft()).toMatchObject({ id: 'd1', language: 'zh', at: 'organisation', stale: [] })
  })

  it('says why it can not be gone on with, and offers the rest', async () => {
    const shown = show({
      unfinished: BEGUN,
      bench: {
        resume: async () => {
          throw new InstallerError(problem('state.draft-missing', { path: '/x/d1.json' }))
        },
      },
    })
    await shown.press('Enter')
    await shown.shows('The saved answers /x/d1.json are gone.')
    await shown.press('Enter')
    await shown.shows('Rehearse on this computer')
  })

  it('attaches to a run that is under way', async () => {
    const run = {
      subscribe: () => () => {},
      snapshot: () => {
        throw new Error('not on this screen')
      },
      stop: () => {},
      abort: () => {},
      canDetach: true,
    }
    const opened = { running: async () => run, close: async () => {} } as unknown as OpenOrganisation
    const shown = show({
      unfinished: BEGUN,
      bench: { resume: async () => draftAt('preflight'), open: async () => opened },
    })
    await shown.press('Enter')
    await shown.shows('now at install')
    expect(shown.learned.run.get()).toBe(run)
  })

  it.each(['install', 'done'] as const)('is planned anew when it was left at %s', async (at) => {
    const shown = show({
      unfinished: [BEGUN[2] as Unfinished],
      bench: { resume: async () => draftAt(at) },
    })
    await shown.press('Enter')
    await shown.shows('now at review')
  })
})

describe('an existing organisation', () => {
  it('is opened by its folder', async () => {
    const typed: string[] = []
    const shown = show({
      bench: {
        openFolder: async (path) => {
          typed.push(path)
          return draftAt('organisation')
        },
      },
    })
    await shown.press('Down', 'Down', 'Down', 'Enter')
    await shown.shows('Folder')
    await shown.press("/srv/bank's a", 'Enter')
    await shown.shows('Organisation')
    expect(typed).toEqual(["/srv/bank's a"])
  })

  it('is told with its mistakes, and the folder can be typed again', async () => {
    const shown = show({
      bench: {
        openFolder: async () => {
          throw new InstallerError(
            problem(
              'topology.unreadable',
              { file: '/x/org.yaml', reason: 'ENOENT' },
              { file: '/x/org.yaml' },
            ),
          )
        },
      },
    })
    await shown.press('Down', 'Down', 'Down', 'Enter', '/x', 'Enter')
    await shown.shows('topology.unreadable')
    await shown.press('Esc')
    await shown.shows('Folder  /x')
    await shown.press('Esc')
    await shown.shows('Rehearse on this computer')
    expect(shown.left).toEqual([])
  })
})

describe('the old playbooks', () => {
  const keys = ['Down', 'Down', 'Down', 'Down', 'Down', 'Enter']
  const line = problem('import.comment', { name: 'via_port' }, { file: 'inventory.ini', line: 23 }, 'warning')

  it('are read from a folder, told line by line, and gone on with', async () => {
    const typed: string[] = []
    const shown = show({
      bench: {
        importPlaybooks: async (path) => {
          typed.push(path)
          return { draft: draftAt('review'), problems: [line], told: ['No host was asked.'] }
        },
      },
    })
    await shown.press(...keys)
    await shown.shows('~/metis-deploy')
    await shown.press('~/old', 'Enter')
    const frame = await shown.shows('inventory.ini:23')
    expect(frame).toContain('import.comment')
    expectFrame('welcome-imported-en-80x24', frame, { columns: 80, rows: 24 })
    await shown.press('Enter')
    await shown.shows('now at review')
    expect(typed).toEqual(['~/old'])
  })

  it('that can not be read are told, and the folder can be typed again', async () => {
    const shown = show({
      bench: {
        importPlaybooks: async () => {
          throw new InstallerError({ ...line, severity: 'error' })
        },
      },
    })
    await shown.press(...keys, '/x', 'Enter')
    await shown.shows('inventory.ini:23')
    await shown.press('Esc')
    await shown.shows('Folder  /x')
  })
})

it('says that the answers can not be saved', async () => {
  const shown = show({
    bench: {
      draftProblem: () => problem('state.write-failed', { path: '/s', reason: 'ENOSPC', quotedFolder: '/s' }),
    },
  })
  await shown.shows('/s could not be written: ENOSPC.')
})
