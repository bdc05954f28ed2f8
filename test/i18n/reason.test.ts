import { expect, test } from 'vitest'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import { runEvent } from '../../src/events/run-event.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { reasonIn } from '../../src/i18n/say.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { planOperation } from '../../src/planner/operate.js'
import type { Plan, PlanInput } from '../../src/planner/plan.js'
import { planRemoval } from '../../src/planner/remove.js'
import { carriedOut, freshOrganisation } from '../planner/organisation.js'

/** Plans of one organisation: anew, again, with restarts, of hosts that were touched, and its removal. */
function plansOf(fresh: PlanInput): Plan[] {
  const first = makePlan(fresh)
  const installed = carriedOut(first, fresh)
  return [
    first,
    makePlan(installed),
    makePlan({ ...installed, secretDigest: (name) => `another ${name}` }),
    makePlan(damaged(installed)),
    planOperation(installed, 'restart', installed.topology.instances),
    planOperation(installed, 'stop', installed.topology.instances),
    planRemoval(installed, { keepData: true }),
  ]
}

/** A package and a file are gone, a directory is somebody else's, services have stopped or do not answer, keys differ. */
function damaged(input: PlanInput): PlanInput {
  const facts = Object.entries(input.facts).map(([host, known]) => [
    host,
    {
      ...known,
      software: { ...known.software, packages: {} },
      receipts: known.receipts.map((receipt, i) =>
        i % 2 === 0 ? { ...receipt, now: undefined } : { ...receipt, now: `${receipt.stat} and more` },
      ),
      units: Object.fromEntries(
        Object.entries(known.units).map(([unit, state], i) => [
          unit,
          i % 2 === 0 ? { ...state, active: 'failed' } : { ...state, enabled: false },
        ]),
      ),
      health: Object.fromEntries(
        Object.keys(known.health).map((name) => [name, { state: 'unhealthy', says: 'no leader' } as const]),
      ),
      ...(known.told === undefined
        ? {}
        : { told: { consul: `leader "x"\nkeys [{"Key":"metis/via_ip_port","Value":"OS45LjkuOV8x"}]\n` } }),
    },
  ])
  return { ...input, facts: Object.fromEntries(facts) }
}

test.each(await listPresets('presets'))(
  'every reason in plans of preset %s is told in both languages',
  async (name) => {
    const { text } = await readPreset('presets', name)
    const filled = text
      .replaceAll('my-organisation', 'acme')
      .replaceAll('192.0.2.', '10.0.0.')
      .replaceAll('198.51.100.', '9.8.7.')
    const nodes = plansOf(freshOrganisation(filled)).flatMap((plan) => plan.nodes)
    const [en, zh] = LANGUAGES.map((language) => nodes.map(({ because }) => reasonIn(because, language)))
    const untold = (sentences: readonly string[] = [], isTold: RegExp) =>
      sentences.filter((sentence) => !isTold.test(sentence) || /[{}]|reason\.|role\//.test(sentence))
    expect(new Set(en).size).toBeGreaterThan(30)
    expect(untold(en, /^\P{Script=Han}+$/u)).toEqual([])
    expect(untold(zh, /\p{Script=Han}/u)).toEqual([])
  },
)

test('what was found on a host is taken over as it is', () => {
  const because = {
    word: 'reason.packages',
    and: { word: 'reason.not-installed', values: { names: 'nginx, {first}; mariadb-server' } },
  } as const
  expect(reasonIn(because, 'en')).toBe(
    'its services need them; not installed: nginx, {first}; mariadb-server',
  )
  expect(reasonIn(because, 'zh')).toBe('其服务需要它们；未安装：nginx, {first}; mariadb-server')
})

test.each(['waits for h1 file:/etc/x', { word: 'reason.waits-for', values: { node: 'h1 file:/etc/x' } }])(
  'a journal of any version tells why something was left out: %o',
  (because) => {
    const line = { type: 'skipped', at: '2026-01-31T12:00:00.000Z', node: 'h1 x', because }
    const event = runEvent.parse(line)
    expect(event).toEqual(line)
    expect(event.type === 'skipped' && reasonIn(event.because, 'en')).toBe('waits for h1 file:/etc/x')
  },
)

test('a reason that only a later version knows is named', () => {
  expect(reasonIn({ word: 'reason.of-tomorrow' }, 'zh')).toBe('reason.of-tomorrow')
})

test('a role that was started later is named in Chinese as in English', () => {
  const because = { word: 'reason.outlived', values: { role: 'consul' } } as const
  expect(reasonIn(because, 'en')).toBe(
    'consul was started after it, and what it had learned from there ended then',
  )
  expect(reasonIn(because, 'zh')).toBe('consul 在它之后重新启动，它从那里得知的内容已经失效')
})
