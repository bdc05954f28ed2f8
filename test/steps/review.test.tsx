import { describe, expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan } from '../../src/planner/plan.js'
import type { Draft } from '../../src/wizard/draft.js'
import { fileValue } from '../../src/wizard/file-value.js'
import type { RunHandle } from '../../src/wizard/run-handle.js'
import type { Gathered, OpenOrganisation } from '../../src/wizard/workbench.js'
import { review } from '../../steps/review.js'
import { carriedOut, freshOrganisation } from '../planner/organisation.js'
import { emptyStep } from './empty-step.js'
import { answeredAt, fakeOrganisation, held, organisationOf } from './fake-organisation.js'
import { benchWith, expectFrame, showStep } from './show-step.js'

const releases = await readReleases('presets')
const SMALL = { columns: 80, rows: 24 }
const LARGE = { columns: 120, rows: 40 }

const fresh = freshOrganisation(JSON.stringify(fileValue(answeredAt('review').file)))
const installed = carriedOut(makePlan(fresh), fresh)

const run = { canDetach: true } as RunHandle

/** Walks from an empty screen onto the review. */
async function show(given: {
  organisation?: Partial<OpenOrganisation>
  open?: (draft: Draft) => Promise<OpenOrganisation>
  draft?: Partial<Draft>
  size?: { columns: number; rows: number }
  charset?: 'box' | 'ascii'
}) {
  const bench = benchWith({
    releases,
    open: given.open ?? (async (draft) => fakeOrganisation(draft, given.organisation)),
  })
  const steps = {
    release: emptyStep,
    preflight: emptyStep,
    review,
    install: emptyStep,
    done: emptyStep,
  }
  const shown = showStep(steps, {
    draft: { ...answeredAt('preflight'), ...given.draft },
    bench,
    ...given.size,
    ...(given.charset === undefined ? {} : { charset: given.charset }),
  })
  await shown.press('Enter')
  return shown
}

describe('the plan', () => {
  it.each([
    ['review-overview-80x24-en', SMALL, 'en', 'box'],
    ['review-overview-80x24-zh', SMALL, 'zh', 'box'],
    ['review-overview-80x24-ascii', SMALL, 'en', 'ascii'],
    ['review-overview-120x40-en', LARGE, 'en', 'box'],
    ['review-overview-120x40-zh', LARGE, 'zh', 'box'],
  ] as const)('begins with the picture: %s', async (name, size, language, charset) => {
    const shown = await show({ size, draft: { language }, charset })
    expectFrame(name, await shown.shows(language === 'en' ? '[Overview]' : '[总览]'), size)
  })

  it('lets hooks of org.yaml be confirmed, by a key of their own, before they ever run', async () => {
    let confirmed = 0
    const hooks = {
      lines: ['  done  sh notify.sh'],
      isConfirmed: false,
      confirm: () => {
        confirmed++
      },
    }
    const shown = await show({ organisation: { hooks }, size: LARGE })
    expect(await shown.shows('sh notify.sh')).toContain('never confirmed on this computer')
    await shown.press('Enter')
    expect(await shown.shows('Enter begins')).toContain('sh notify.sh')
    expect(confirmed).toBe(0)
    await shown.press('Esc')
    await shown.shows('let hooks run')
    await shown.press('h')
    expect(await shown.shows('Esc back')).not.toMatch(/notify|let hooks run/)
    expect(confirmed).toBe(1)
  })

  it.each([
    ['review-host-80x24-en', SMALL, 'en'],
    ['review-host-80x24-zh', SMALL, 'zh'],
    ['review-host-120x40-en', LARGE, 'en'],
    ['review-host-120x40-zh', LARGE, 'zh'],
  ] as const)('has a page for each host: %s', async (name, size, language) => {
    const shown = await show({ size, draft: { language } })
    await shown.shows(language === 'en' ? '[Overview]' : '[总览]')
    await shown.press('Right')
    expectFrame(name, await shown.shows('[h1]'), size)
  })

  it.each([
    ['review-time-80x24-en', SMALL, 'en'],
    ['review-time-80x24-zh', SMALL, 'zh'],
  ] as const)('says how long it takes: %s', async (name, size, language) => {
    const shown = await show({ size, draft: { language } })
    await shown.shows(language === 'en' ? '[Overview]' : '[总览]')
    await shown.press('Left', 'Left')
    expectFrame(name, await shown.shows(language === 'en' ? '[Time]' : '[时间]'), size)
  })

  it.each([
    ['review-file-80x24-en', SMALL, 'en'],
    ['review-file-80x24-zh', SMALL, 'zh'],
  ] as const)('names the same command and the saved file: %s', async (name, size, language) => {
    const shown = await show({ size, draft: { language } })
    await shown.shows(language === 'en' ? '[Overview]' : '[总览]')
    await shown.press('Left')
    expectFrame(name, await shown.shows('create-metis-node apply -f /home/ops/acme/org.yaml'), size)
  })

  it('shows the text of new files on demand, secrets masked', async () => {
    const shown = await show({ size: { columns: 120, rows: 500 } })
    await shown.shows('[Overview]')
    await shown.press('Right')
    await shown.shows('d shows the text of new files')
    await shown.press('d')
    await shown.shows('password: ***')
    await shown.press('d')
    await shown.shows('d shows the text of new files')
  })

  it('of a changed organisation shows the difference of each file', async () => {
    const text = `${JSON.stringify({ ...fileValue(answeredAt('review').file), ports: { console: { http: 8080 } } })}`
    const { topology } = freshOrganisation(text)
    const before = installed.facts.h1
    if (before === undefined) throw new Error('no host h1')
    const receipts = before.receipts.map((receipt) =>
      receipt.id === 'file:/etc/nginx/sites-available/metis-admin'
        ? { ...receipt, text: 'server {\n  listen 10.0.0.11:80;\n}\n' }
        : receipt,
    )
    const input = { ...installed, topology, facts: { ...installed.facts, h1: { ...before, receipts } } }
    const shown = await show({ open: async () => organisationOf(input), size: LARGE })
    await shown.shows('[Overview]')
    await shown.press('Right')
    expectFrame('review-changed-file-120x40-en', await shown.shows('[h1]'), LARGE)
  })
})

describe('what comes before the plan', () => {
  it('leaves the explanation on when the plan is there, and Escape then closes no more than that', async () => {
    const looked = held<Gathered>()
    const shown = await show({ organisation: { gather: () => looked.promise } })
    await shown.press('?')
    await shown.shows('What is this?')
    looked.resolve({ facts: fresh.facts, problems: [], at: '' })
    await expect.poll(() => shown.learned.plan.get().state).toBe('ready')
    await shown.press('i')
    expect(shown.frame()).toContain('What is this?')
    await shown.press('Esc')
    await shown.shows('Enter, when you have seen enough')
  })

  it('is fetching, whose progress is shown and which Escape ends', async () => {
    const end = held<never>()
    const shown = await show({
      organisation: {
        artifacts: (onProgress) => {
          onProgress({ artifact: 'consul', step: 'ready' })
          onProgress({ artifact: 'carrier', step: 'download', done: 40_000_000, total: 100_000_000 })
          return end.promise
        },
      },
    })
    const frame = await shown.shows('1 of 12 files are here, 40.0 MB of at least 100.0 MB')
    expectFrame('review-fetching-80x24-en', frame, SMALL)
    await shown.press('Esc')
    await shown.shows('There is no plan yet')
    expect(shown.draft().at).toBe('review')
  })

  it('may fail, and is tried again', async () => {
    let looks = 0
    const shown = await show({
      organisation: {
        gather: async () => {
          looks += 1
          const silent = problem(
            'connection.timed-out',
            { host: 'h3', address: '10.0.0.13', port: 22, seconds: 10 },
            { host: 'h3' },
          )
          return looks === 1
            ? { facts: {}, problems: [silent], at: '' }
            : { facts: fresh.facts, problems: [], at: '' }
        },
      },
    })
    expectFrame('review-failed-80x24-en', await shown.shows('connection.timed-out'), SMALL)
    await shown.press('r')
    await shown.shows('[Overview]')
  })
})

describe('an organisation that is as it should be', () => {
  it.each([
    ['review-empty-80x24-en', SMALL, 'en'],
    ['review-empty-80x24-zh', SMALL, 'zh'],
  ] as const)('needs nothing, and is shown: %s', async (name, size, language) => {
    const shown = await show({ open: async () => organisationOf(installed), size, draft: { language } })
    expectFrame(name, await shown.shows(language === 'en' ? 'Nothing to do' : '无需任何操作'), size)
    await shown.press('Enter')
    expect(shown.draft().at).toBe('done')
  })
})

describe('installing', () => {
  it.each([
    ['review-install-80x24-en', SMALL, 'en'],
    ['review-install-80x24-zh', SMALL, 'zh'],
  ] as const)('needs the button, and then Enter: %s', async (name, size, language) => {
    const plans: Plan[] = []
    const install: OpenOrganisation['install'] = async (plan) => {
      plans.push(plan)
      return run
    }
    const shown = await show({ size, draft: { language }, organisation: { install } })
    await shown.shows(language === 'en' ? '[Overview]' : '[总览]')
    await shown.press('Enter')
    expectFrame(name, await shown.shows(language === 'en' ? 'Enter begins' : '按 Enter 开始'), size)
    expect(plans).toEqual([])
    await shown.press('Enter')
    expect(shown.draft().at).toBe('install')
    expect(plans).toEqual([shown.learned.plan.get().state === 'ready' ? makePlan(fresh) : undefined])
    expect(shown.learned.run.get()).toBe(run)
  })

  it('says on a narrow screen what Enter begins too, whole', async () => {
    const shown = await show({ size: { columns: 60, rows: 20 } })
    await shown.shows('[Overview]')
    await shown.press('Enter')
    await shown.shows(/▸ \[ Install \] {2}Enter begins: \d+ changes, \d+ checks\.$/m)
  })

  it('may be put off with Escape, and begins once, however often Enter is pressed', async () => {
    const started = held<RunHandle>()
    let begun = 0
    const install: OpenOrganisation['install'] = () => {
      begun += 1
      return started.promise
    }
    const shown = await show({ organisation: { install } })
    await shown.shows('[Overview]')
    await shown.press('i', 'Esc')
    await shown.shows('Enter, when you have seen enough')
    await shown.press('i', 'Enter', 'Enter', 'Enter', 'Esc')
    await shown.shows('Beginning ...')
    expect(begun).toBe(1)
    started.resolve(run)
    await shown.shows('Install')
    expect(shown.learned.run.get()).toBe(run)
  })

  it('shows what is different when the hosts have changed, and runs only what was shown then', async () => {
    const [h1, h2, h3] = [fresh.facts.h1, fresh.facts.h2, fresh.facts.h3]
    if (h1 === undefined || h2 === undefined || h3 === undefined) throw new Error('a host is missing')
    const meanwhile = {
      ...h1,
      software: {
        ...h1.software,
        packages: { nginx: '1', 'mariadb-server': '1', 'openjdk-17-jre-headless': '1' },
      },
    }
    const plans: Plan[] = []
    let looks = 0
    const shown = await show({
      organisation: {
        gather: async () => {
          looks += 1
          return { facts: looks === 1 ? fresh.facts : { h1: meanwhile, h2, h3 }, problems: [], at: '' }
        },
        install: async (plan) => {
          plans.push(plan)
          if (plans.length === 1) throw new InstallerError(problem('run.plan-changed'))
          return run
        },
      },
    })
    await shown.shows('[Overview]')
    await shown.press('Enter', 'Enter')
    expectFrame('review-difference-80x24-en', await shown.shows('[Changed]'), SMALL)
    expect(shown.draft().at).toBe('review')
    await shown.press('Enter', 'Enter')
    expect(shown.draft().at).toBe('install')
    expect(plans.map(({ digest }) => digest)).toEqual([
      makePlan(fresh).digest,
      makePlan({ ...fresh, facts: { h1: meanwhile, h2, h3 } }).digest,
    ])
  })

  it('that can not begin says why, and the plan is there again', async () => {
    const locked = problem('state.locked', { path: '/x', pid: 7, host: 'c', command: 'apply', since: 'now' })
    const shown = await show({ organisation: { install: () => Promise.reject(new InstallerError(locked)) } })
    await shown.shows('[Overview]')
    await shown.press('Enter', 'Enter')
    await shown.shows('state.locked')
    await shown.press('Enter')
    await shown.shows('[Overview]')
  })
})
