import { describe, expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { type Clock, ClockProvider } from '../../src/ui/screen/hooks.js'
import type { Step } from '../../src/ui/screen/step.js'
import type { Draft } from '../../src/wizard/draft.js'
import type { ArtifactProgress, BundleShown, OpenOrganisation } from '../../src/wizard/workbench.js'
import { neededKeys } from '../../steps/release/files-of-draft.js'
import { release } from '../../steps/release.js'
import { emptyStep } from './empty-step.js'
import { answeredAt, fakeOrganisation, held } from './fake-organisation.js'
import { benchWith, expectFrame, showStep } from './show-step.js'

const releases = await readReleases('presets')
const SMALL = { columns: 80, rows: 24 }
const LARGE = { columns: 120, rows: 40 }

const preflight = emptyStep

function show(given: {
  organisation?: Partial<OpenOrganisation>
  draft?: Partial<Draft>
  isRehearsal?: boolean
  bundle?: BundleShown
  proxy?: string
  size?: { columns: number; rows: number }
  charset?: 'box' | 'ascii'
}) {
  const opened: Draft[] = []
  const bench = benchWith({
    releases,
    isRehearsal: given.isRehearsal ?? false,
    ...(given.bundle === undefined ? {} : { bundle: given.bundle }),
    ...(given.proxy === undefined ? {} : { proxy: given.proxy }),
    open: async (draft) => {
      opened.push(draft)
      return fakeOrganisation(draft, given.organisation)
    },
  })
  const shown = showStep(
    { network: emptyStep, release, preflight },
    {
      draft: answeredAt('release', given.draft),
      bench,
      ...given.size,
      ...(given.charset === undefined ? {} : { charset: given.charset }),
    },
  )
  return { ...shown, opened }
}

/** Fetches until the test lets it end, having told this much. */
function fetching(progress: readonly ArtifactProgress[]) {
  const end = held<never>()
  const artifacts: OpenOrganisation['artifacts'] = (onProgress, signal) => {
    for (const one of progress) onProgress(one)
    signal.addEventListener('abort', () => end.reject(signal.reason))
    return end.promise
  }
  return { artifacts, end }
}

const SOME: readonly ArtifactProgress[] = [
  { artifact: 'consul', step: 'ready', total: 38_000_000, from: 'https://x/consul', trust: 'published' },
  { artifact: 'carrier', step: 'download', done: 45_000_000, total: 100_000_000 },
  { artifact: 'via', step: 'verify', done: 9_000_000, total: 20_000_000 },
  { artifact: 'admin-jar', step: 'look' },
]

const BUNDLE: BundleShown = {
  name: 'acme.metis',
  release: 'metis-0.3.0',
  organisation: 'acme',
  systems: ['debian-12', 'ubuntu-22.04'],
  pieces: 404,
  fingerprint: '51277 10559 63897 03638 93340 08080 48870 14118',
}

describe('files of a bundle', () => {
  it.each([
    ['release-bundle-80x24-en', SMALL, 'en', 'All 12 files'],
    ['release-bundle-80x24-zh', SMALL, 'zh', '12 个文件全部就绪'],
    ['release-bundle-120x40-en', LARGE, 'en', 'All 12 files'],
    ['release-bundle-120x40-zh', LARGE, 'zh', '12 个文件全部就绪'],
  ] as const)('are there without a question: %s', async (name, size, language, done) => {
    const shown = show({ size, draft: { language, at: 'network' }, bundle: BUNDLE })
    await shown.press('Enter')
    expectFrame(name, await shown.shows(done), size)
    expect(shown.opened).toHaveLength(1)
    await shown.press('s', 'Enter')
    await shown.shows(language === 'en' ? 'Checks' : '检查')
  })

  it('are those of the bundle also after a failure, whose source nobody can change', async () => {
    const artifacts = async () => {
      const details = { bundle: 'acme.metis', have: 11, wanted: 12, pieces: '  artifact/via' }
      throw new InstallerError(problem('bundle.incomplete', details))
    }
    const shown = show({ bundle: BUNDLE, organisation: { artifacts }, draft: { at: 'network' } })
    await shown.press('Enter')
    const frame = await shown.shows('11 of 12 pieces')
    expect(frame).toContain('artifact/via')
    expect(frame).not.toContain('other source')
  })
})

describe('where the files come from', () => {
  it.each([
    ['release-80x24-en', SMALL, 'en'],
    ['release-80x24-zh', SMALL, 'zh'],
    ['release-120x40-en', LARGE, 'en'],
    ['release-120x40-zh', LARGE, 'zh'],
  ] as const)('is asked first: %s', async (name, size, language) => {
    const shown = show({ size, draft: { language } })
    expectFrame(name, await shown.shows('https://download.technocore.network'), size)
    expect(shown.opened).toEqual([])
  })

  it('is told with the proxy in between', async () => {
    const shown = show({ proxy: 'http://proxy.example:3128' })
    await shown.press('Enter')
    await shown.shows('through the proxy http://proxy.example:3128')
  })

  it('is the published address unless something else is chosen', async () => {
    const shown = show({})
    await shown.press('Enter')
    await shown.shows('All 12 files are here, checked: 12.0 kB.')
    expect(shown.opened.map(({ file }) => file.artifacts)).toEqual([undefined])
    await shown.press('Enter')
    await shown.shows('Checks')
    expect(shown.draft().confirmed).toContain('release')
  })

  it('may be a mirror, which is saved and opened with', async () => {
    const shown = show({})
    await shown.press('Down', 'Enter')
    await shown.shows('https://mirror.example/metis/0.3.0/')
    await shown.press(...'http://10.0.0.9/m/', 'Enter')
    await shown.shows('mirror  http://10.0.0.9/m/')
    expect(shown.draft().file.artifacts).toEqual({ source: 'http://10.0.0.9/m/' })
    expect(shown.opened.map(({ file }) => file.artifacts)).toEqual([{ source: 'http://10.0.0.9/m/' }])
  })

  it('refuses an address that holds a password, and says so', async () => {
    const shown = show({})
    await shown.press('Down', 'Enter', ...'http://ops:secret@10.0.0.9/', 'Enter')
    await shown.shows('error: ')
    expect(shown.draft().file.artifacts).toBeUndefined()
    expect(shown.opened).toEqual([])
    await shown.press('Esc')
    await shown.shows('Needed: consul')
  })

  it('may be a file for each artifact', async () => {
    const shown = show({})
    await shown.press('Down', 'Down', 'Down', 'Enter')
    await shown.shows('path of the file')
    await shown.press('Down', ...'./my carrier', ...Array.from({ length: 11 }, () => 'Enter'))
    await shown.shows('All 12 files are here')
    expect(shown.draft().file.artifacts).toEqual({ files: { carrier: './my carrier' } })
  })

  it('is no question in a rehearsal, which has its files', async () => {
    const shown = show({ isRehearsal: true, draft: { at: 'network' } })
    await shown.press('Enter')
    const frame = await shown.shows('All 12 files are here')
    expect(frame).toContain('simulated files; the network is not used')
    await shown.press('s', 'Enter')
    await shown.shows('Checks')
  })
})

describe('fetching', () => {
  it('tells its rate and the time that is left, of the last seconds, once all sizes are known', async () => {
    const end = held<never>()
    let tell: (progress: ArtifactProgress) => void = () => {}
    let nowMs = 1_000_000
    let tick = () => {}
    const clock: Clock = {
      now: () => nowMs,
      every: (_milliseconds, told) => {
        tick = told
        return () => {}
      },
    }
    const bench = benchWith({
      releases,
      open: async (draft) =>
        fakeOrganisation(draft, {
          artifacts: (onProgress) => {
            tell = onProgress
            onProgress({ artifact: 'carrier', step: 'download', done: 0, total: 100_000_000 })
            return end.promise
          },
        }),
    })
    const timed: Step = {
      ...release,
      View: (props) => (
        <ClockProvider clock={clock}>
          <release.View {...props} />
        </ClockProvider>
      ),
    }
    const shown = showStep({ release: timed }, { draft: answeredAt('release'), bench })
    await shown.press('Enter')
    await shown.shows('0 B of at least 100.0 MB')
    nowMs += 4000
    tell({ artifact: 'carrier', step: 'download', done: 20_000_000, total: 100_000_000 })
    tick()
    // How large those are that wait is not known, so nobody knows how long they take.
    await shown.shows('0 of 12 files are here, 20.0 MB of at least 100.0 MB, 5.0 MB/s')
    expect(shown.frame()).not.toContain('left')
    for (const artifact of neededKeys(answeredAt('release'), releases)) {
      if (artifact !== 'carrier') tell({ artifact, step: 'ready', done: 7, total: 7 })
    }
    await shown.shows('11 of 12 files are here, 20.0 MB of 100.0 MB, 5.0 MB/s, 16s left')
  })

  it.each([
    ['release-fetching-80x24-en', SMALL, 'en', 'box'],
    ['release-fetching-80x24-zh', SMALL, 'zh', 'box'],
    ['release-fetching-120x40-en', LARGE, 'en', 'box'],
    ['release-fetching-120x40-zh', LARGE, 'zh', 'box'],
    ['release-fetching-80x24-ascii', SMALL, 'en', 'ascii'],
  ] as const)('shows how far each file is: %s', async (name, size, language, charset) => {
    const { artifacts } = fetching(SOME)
    const shown = show({ organisation: { artifacts }, size, draft: { language }, charset })
    await shown.press('Enter')
    expectFrame(name, await shown.shows('45 %'), size)
  })

  it('goes on while other screens are on', async () => {
    const { artifacts } = fetching(SOME)
    const shown = show({ organisation: { artifacts } })
    await shown.press('Enter')
    await shown.shows('45 %')
    await shown.press('Enter')
    await shown.shows('Checks')
    expect(shown.learned.artifacts.get().state).toBe('busy')
    await shown.press('Esc')
    await shown.shows('45 %')
  })

  it('is stopped by Escape, and then asks again', async () => {
    const { artifacts } = fetching(SOME)
    const shown = show({ organisation: { artifacts } })
    await shown.press('Enter')
    await shown.shows('45 %')
    await shown.press('Esc')
    await shown.shows('Where do its files come from?')
    expect(shown.learned.artifacts.get()).toEqual({ state: 'idle' })
  })

  it.each([
    ['release-missing-80x24-en', SMALL, 'en'],
    ['release-missing-80x24-zh', SMALL, 'zh'],
  ] as const)('tells exactly what is missing and where it belongs: %s', async (name, size, language) => {
    const { artifacts, end } = fetching(SOME)
    const shown = show({ organisation: { artifacts }, size, draft: { language } })
    await shown.press('Enter')
    await shown.shows('45 %')
    end.reject(
      new InstallerError([
        problem('artifact.missing', {
          release: 'metis-0.3.0',
          count: 2,
          files: '  carrier: /home/ops/acme/artifacts/carrier\n  via: /home/ops/acme/artifacts/via',
          example: 'carrier',
        }),
        problem('artifact.checksum-mismatch', {
          path: '/home/ops/acme/artifacts/admin.jar',
          artifact: 'admin-jar',
          expected: 'a'.repeat(64),
          found: 'b'.repeat(64),
          from: 'https://download.example/admin.jar',
          since: '2026-11-01T00:00:00.000Z',
          pin: 'metis-0.3.0/admin-jar',
          quoted: '/home/ops/acme/artifacts/admin.jar',
        }),
      ]),
    )
    expectFrame(name, await shown.shows('artifact.missing'), size)
  })

  it('is tried again, and does not go on without the files', async () => {
    let tries = 0
    const artifacts: OpenOrganisation['artifacts'] = async () => {
      tries += 1
      if (tries === 1)
        throw new InstallerError(problem('artifact.cache-unwritable', { path: '/x', reason: 'EACCES' }))
      return []
    }
    const shown = show({ organisation: { artifacts } })
    await shown.press('Enter')
    await shown.shows('artifact.cache-unwritable')
    await shown.press('r')
    await shown.shows('All 12 files are here')
    expect(tries).toBe(2)
  })

  it('shows an organisation that can not be opened, and leads to the answer', async () => {
    const bench = benchWith({
      releases,
      open: () =>
        Promise.reject(
          new InstallerError(problem('topology.role-odd', { count: 2 }, { path: 'roles.consul' })),
        ),
    })
    const shown = showStep({ roles: emptyStep, release }, { draft: answeredAt('release'), bench })
    await shown.press('Enter')
    await shown.shows('topology.role-odd')
    await shown.press('g')
    expect(shown.draft().at).toBe('roles')
  })
})

it('asks what a connection asks, before anything else, and shows no password', async () => {
  const answers: unknown[] = []
  const bench = benchWith({
    releases,
    open: async (draft, ask) => {
      const key = {
        host: 'h1',
        address: '10.0.0.11',
        port: 22,
        type: 'ssh-ed25519',
        fingerprint: 'SHA256:abc',
        command: 'ssh-keygen -lf x',
      }
      answers.push(await ask.hostKey(key))
      const question = {
        kind: 'login',
        host: 'h1',
        user: 'ops',
        emptyMeansLoginPassword: false,
        wasRefused: true,
      } as const
      answers.push(await ask.password(question))
      return fakeOrganisation(draft)
    },
  })
  const shown = showStep({ release, preflight }, { draft: answeredAt('release'), bench })
  await shown.press('Enter')
  await shown.shows('SHA256:abc')
  await shown.press('Down', 'Enter')
  await shown.shows('SSH password of ops@h1')
  await shown.press(...'s3cret?')
  await shown.shows('*******')
  expect(shown.frame()).not.toContain('s3cret')
  await shown.press('Enter')
  await shown.shows('All 12 files are here')
  expect(answers).toEqual([true, 's3cret?'])
  expect(shown.draft().at).toBe('release')
})
