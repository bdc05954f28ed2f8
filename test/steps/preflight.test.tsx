import { describe, expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import type { Draft } from '../../src/wizard/draft.js'
import { fileValue } from '../../src/wizard/file-value.js'
import type { Gathered, OpenOrganisation } from '../../src/wizard/workbench.js'
import { preflight } from '../../steps/preflight.js'
import { freshOrganisation } from '../planner/organisation.js'
import { emptyStep } from './empty-step.js'
import { answeredAt, fakeOrganisation, held, tried } from './fake-organisation.js'
import { benchWith, expectFrame, showStep } from './show-step.js'

const releases = await readReleases('presets')
const SMALL = { columns: 80, rows: 24 }
const LARGE = { columns: 120, rows: 40 }

const { facts: fresh } = freshOrganisation(JSON.stringify(fileValue(answeredAt('preflight').file)))
const ROOM = { cores: 32, memoryMib: 100_000, diskFreeMib: 900_000, diskTotalMib: 1_000_000 }
const { h1, h2, h3 } = Object.fromEntries(
  Object.entries(fresh).map(([host, one]) => [host, { ...one, hardware: { ...one.hardware, ...ROOM } }]),
)
if (h1 === undefined || h2 === undefined || h3 === undefined) throw new Error('a host is missing')
const facts = { h1, h2, h3 }
const slow: HostFacts = { ...h1, clock: { offsetMs: 4200, errorMs: 0, synchronised: false } }
const small: HostFacts = { ...h2, hardware: { ...h2.hardware, memoryMib: 2000 } }
const reached = [tried('h2', 'h1', 8500, 'open'), tried('h3', 'h1', 8500, 'open')]

/** Walks from an empty screen onto the checks. */
async function show(given: {
  organisation?: Partial<OpenOrganisation>
  draft?: Partial<Draft>
  size?: { columns: number; rows: number }
  open?: (draft: Draft) => Promise<OpenOrganisation>
  openFolder?: () => Promise<Draft>
}) {
  const bench = benchWith({
    releases,
    ...(given.openFolder === undefined ? {} : { openFolder: given.openFolder }),
    open:
      given.open ??
      (async (draft) =>
        fakeOrganisation(draft, {
          gather: async () => looked(facts),
          tryReach: async () => reached,
          ...given.organisation,
        })),
  })
  const steps = {
    machines: emptyStep,
    release: emptyStep,
    preflight,
    review: emptyStep,
  }
  const draft = { ...answeredAt('release'), ...given.draft }
  const shown = showStep(steps, { draft, bench, ...given.size })
  await shown.press('Enter')
  return shown
}

const looked = (
  found: Readonly<Record<string, HostFacts>>,
  problems: Gathered['problems'] = [],
): Gathered => ({
  facts: found,
  problems,
  at: '2026-11-22T10:00:00.000Z',
})

describe('the checks', () => {
  it.each([
    ['preflight-fine-80x24-en', SMALL, 'en'],
    ['preflight-fine-80x24-zh', SMALL, 'zh'],
    ['preflight-fine-120x40-en', LARGE, 'en'],
    ['preflight-fine-120x40-zh', LARGE, 'zh'],
  ] as const)('say that nothing is in the way: %s', async (name, size, language) => {
    const shown = await show({
      size,
      draft: { language },
    })
    expectFrame(
      name,
      await shown.shows(language === 'en' ? 'Nothing stands in the way' : '没有妨碍安装'),
      size,
    )
    await shown.press('Enter')
    await shown.shows(language === 'en' ? 'Review' : '确认')
    expect(shown.draft().confirmed).toContain('preflight')
  })

  it.each([
    ['preflight-looking-80x24-en', SMALL, 'en'],
    ['preflight-looking-80x24-zh', SMALL, 'zh'],
  ] as const)('fill in as hosts answer, connections last: %s', async (name, size, language) => {
    const gather = held<Gathered>()
    const reach = held<readonly never[]>()
    const shown = await show({
      size,
      draft: { language },
      organisation: { gather: () => gather.promise, tryReach: () => reach.promise },
    })
    await shown.shows(language === 'en' ? 'Asking 3 hosts' : '正在询问 3 台主机')
    const silent = problem(
      'connection.timed-out',
      { host: 'h3', address: '10.0.0.13', port: 22, seconds: 10 },
      { host: 'h3' },
    )
    gather.resolve(looked({ h1, h2 }, [silent]))
    expectFrame(name, await shown.shows(language === 'en' ? 'Trying the connections' : '正在尝试'), size)
  })

  it.each([
    ['preflight-table-80x24-en', SMALL, 'en'],
    ['preflight-table-120x40-zh', LARGE, 'zh'],
    ['preflight-table-120x40-en', LARGE, 'en'],
  ] as const)('show what was found by host: %s', async (name, size, language) => {
    const shown = await show({
      size,
      draft: { language },
      organisation: { gather: async () => looked({ ...facts, h1: slow, h2: small }) },
    })
    expectFrame(name, await shown.shows(language === 'en' ? 'Fix the errors' : '请先解决错误'), size)
  })

  it('show as many hosts as there is room for, and the others by the arrows', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `very-long-name-${i + 1}`)
    const before = answeredAt('release')
    const [one] = before.file.hosts
    if (one === undefined) throw new Error('no host')
    const hosts = names.map((name, i) => ({ ...one, name, address: `10.0.0.${i + 1}` }))
    const roles = {
      consul: [{ host: 'very-long-name-1' }],
      carrier: [{ host: 'very-long-name-1', externalAddress: '9.8.7.6' }],
      admin: [{ host: 'very-long-name-1' }],
      via: [{ host: 'very-long-name-2', externalAddress: '9.8.7.7' }],
      data: names.slice(2).map((host) => ({ host })),
      compute: [],
    }
    const shown = await show({ draft: { file: { ...before.file, hosts, roles } } })
    await shown.shows('hosts 1-3 of 12')
    await shown.press('Right')
    await shown.shows('hosts 2-4 of 12')
  })
})

describe('problems', () => {
  it.each([
    ['preflight-problems-80x24-en', SMALL, 'en'],
    ['preflight-problems-80x24-zh', SMALL, 'zh'],
    ['preflight-problems-120x40-en', LARGE, 'en'],
  ] as const)('are shown with their fix before anything goes on: %s', async (name, size, language) => {
    const shown = await show({
      size,
      draft: { language },
      organisation: { gather: async () => looked({ ...facts, h1: slow, h2: small }) },
    })
    await shown.shows(language === 'en' ? 'Fix the errors' : '请先解决错误')
    await shown.press('Enter')
    expectFrame(name, await shown.shows('preflight.clock-ahead'), size)
    await shown.press('Enter')
    expect(shown.draft().at).toBe('preflight')
  })

  it('that are only warnings must be seen once, then Enter goes on', async () => {
    const shown = await show({ organisation: { gather: async () => looked({ ...facts, h2: small }) } })
    await shown.shows('Warnings stop nothing')
    await shown.press('Enter')
    await shown.shows('preflight.little-memory')
    expect(shown.draft().at).toBe('preflight')
    await shown.press('Enter')
    expect(shown.draft().at).toBe('review')
  })

  it('lead to the screen that fixes them', async () => {
    const elsewhere: HostFacts = {
      ...h1,
      identity: { ...h1.identity, addresses: [{ interface: 'eth0', address: '10.9.9.9' }] },
    }
    const shown = await show({ organisation: { gather: async () => looked({ ...facts, h1: elsewhere }) } })
    await shown.shows('Fix the errors')
    await shown.press('Enter')
    await shown.shows('g go to Machines')
    await shown.press('g')
    expect(shown.draft().at).toBe('machines')
  })

  it('that others have applied something newer are ended by taking it over', async () => {
    const newer = problem(
      'record.newer',
      {
        from: 'h1',
        organisation: 'acme',
        generation: 2,
        known: 1,
        user: 'ana',
        machine: 'x',
        at: 'y',
        program: '1',
      },
      { host: 'h1' },
    )
    let opened = 0
    const organisation = (draft: Draft) => {
      opened += 1
      const isOld = opened === 1
      return fakeOrganisation(draft, {
        gather: async () => looked(facts),
        pull: ['node', 'program', 'pull'],
        preflight: () => ({ problems: isOld ? [newer] : [], summary: {} }),
      })
    }
    const shown = await show({
      open: async (draft) => organisation(draft),
      openFolder: async () => ({ ...answeredAt('preflight'), id: 'another', folder: '/taken' }),
    })
    await shown.shows('p take over')
    const { id } = shown.draft()
    await shown.press('p')
    const [left] = shown.left
    expect(left).toMatchObject({ kind: 'shell', command: ['node', 'program', 'pull'], waits: true })
    if (left?.kind === 'shell') await left.after?.()
    const frame = await shown.shows('Nothing stands in the way')
    expect(frame).not.toContain('take over')
    expect([opened, shown.draft().id, shown.draft().folder]).toEqual([2, id, '/taken'])
  })

  it('tell why, where the folder can not be read after that', async () => {
    const other = problem('preflight.other-secrets', { organisation: 'acme', hosts: 'h1' }, { host: 'h1' })
    const shown = await show({
      organisation: { pull: ['pull'], preflight: () => ({ problems: [other], summary: {} }) },
      openFolder: async () => {
        throw new InstallerError(
          problem('state.file-unreadable', { path: '/o', reason: 'EACCES', quoted: '/o' }),
        )
      },
    })
    await shown.shows('p take over')
    await shown.press('p')
    const [left] = shown.left
    if (left?.kind === 'shell') await left.after?.()
    await shown.press('Enter')
    await shown.shows('state.file-unreadable')
  })

  it('go away when the hosts are looked at again', async () => {
    let looks = 0
    const shown = await show({
      organisation: {
        gather: async () => {
          looks += 1
          return looked(looks === 1 ? { ...facts, h1: slow } : facts)
        },
      },
    })
    await shown.shows('Fix the errors')
    await shown.press('r')
    await shown.shows('Nothing stands in the way')
    expect(looks).toBe(2)
  })

  it('of a host that does not answer are among them', async () => {
    const silent = problem(
      'connection.timed-out',
      { host: 'h3', address: '10.0.0.13', port: 22, seconds: 10 },
      { host: 'h3' },
    )
    const shown = await show({ organisation: { gather: async () => looked({ h1, h2 }, [silent]) } })
    await shown.shows('no answer')
    await shown.press('Enter')
    await shown.shows('connection.timed-out')
  })

  it('that keep the organisation from being opened are shown, and it is tried again', async () => {
    let opens = 0
    const locked = problem('state.locked', { path: '/x', pid: 7, host: 'c', command: 'apply', since: 'now' })
    const shown = await show({
      open: async () => {
        opens += 1
        if (opens === 1) throw new InstallerError(locked)
        return fakeOrganisation(answeredAt('preflight'), { gather: async () => looked(facts) })
      },
    })
    await shown.shows('1 error')
    await shown.press('Enter')
    await shown.shows('state.locked')
    await shown.press('r')
    await shown.shows('Nothing stands in the way')
  })
})

describe('connections', () => {
  it.each([
    ['preflight-connections-80x24-en', SMALL, 'en'],
    ['preflight-connections-80x24-zh', SMALL, 'zh'],
  ] as const)('are shown from where to where, broken ones first: %s', async (name, size, language) => {
    const reach = [
      tried('h2', 'h1', 8500, 'open'),
      tried('h3', 'h1', 8500, 'filtered'),
      { ...tried('h1', 'h1', 9090, 'open'), to: 'data-center', address: '161.117.189.27' },
    ]
    const shown = await show({ size, draft: { language }, organisation: { tryReach: async () => reach } })
    await shown.shows(language === 'en' ? 'Connections 3' : '连接 3')
    await shown.press('Tab', 'Tab')
    expectFrame(
      name,
      await shown.shows(language === 'en' ? '2 of 3 connections work' : '3 个连接中 2 个可用'),
      size,
    )
  })
})

it('Escape stops the checks, and a second one goes back', async () => {
  const gather: OpenOrganisation['gather'] = (signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const shown = await show({ organisation: { gather } })
  await shown.shows('Asking 3 hosts')
  await shown.press('Esc')
  await shown.shows('The hosts have not been checked yet')
  await shown.press('Esc')
  expect(shown.draft().at).toBe('release')
})
