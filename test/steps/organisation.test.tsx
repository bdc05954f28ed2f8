import { Text } from 'ink'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import type { Want } from '../../src/roles/placing.js'
import { useKeys } from '../../src/ui/screen/hooks.js'
import { type Draft, emptyDraft } from '../../src/wizard/draft.js'
import type { FolderState } from '../../src/wizard/workbench.js'
import { organisation } from '../../steps/organisation.js'
import { presetBench } from './preset-bench.js'
import { draftAt, expectFrame, showStep } from './show-step.js'

const empty = emptyDraft({ id: 'd0', language: 'en', place: 'machines', release: 'metis-0.3.0' })

const asking = (changes: Partial<Draft> = {}): Draft => ({
  ...empty,
  at: 'organisation',
  confirmed: ['welcome'],
  ...changes,
})

const named = (organisation: string) => ({ ...empty.file, organisation })

function show(given: {
  draft?: Draft
  look?: (typed: string) => FolderState
  bench?: Parameters<typeof presetBench>[0]
  columns?: number
  rows?: number
}) {
  const { look, columns = 80, rows = 24 } = given
  const bench = presetBench({
    ...(look === undefined ? {} : { lookAtFolder: async (typed: string) => look(typed) }),
    ...given.bench,
  })
  const after = { View: () => <Text>Machines come next</Text> } as const
  return showStep({ organisation, machines: after }, { draft: given.draft ?? asking(), bench, columns, rows })
}

function HeardKeys() {
  const [heard, setHeard] = useState<readonly string[]>([])
  useKeys(({ name }) => {
    setHeard([...heard, name])
    return true
  })
  return <Text>{['Machines heard', ...heard].join(' ')}</Text>
}

describe('the organisation', () => {
  it.each([
    ['en', 80, 24],
    ['zh', 80, 24],
    ['en', 120, 40],
    ['zh', 120, 40],
  ] as const)('in %s at %sx%s', async (language, columns, rows) => {
    const shown = show({ draft: asking({ language, want: 'both' }), columns, rows })
    await shown.press('b', 'a', 'n', 'k')
    await shown.shows('./bank')
    await shown.press('Enter', 'Enter')
    await shown.shows('↑↓')
    expectFrame(`organisation-${language}-${columns}x${rows}`, shown.frame(), { columns, rows })
  })

  it.each(['join', 'data', 'compute', 'several'] as const)('shows what %s takes', async (want: Want) => {
    const shown = show({ draft: asking({ want, file: named('bank-a') }) })
    await shown.shows('bank-a')
    expectFrame(`organisation-${want}`, shown.frame(), { columns: 80, rows: 24 })
  })

  it('is on one host where everything is to be on this computer', async () => {
    const shown = show({ draft: asking({ want: 'several', place: 'here', file: named('bank-a') }) })
    await shown.shows('One host with ')
    expectFrame('organisation-here', shown.frame(), { columns: 80, rows: 24 })
  })

  it('needs only Enter in a rehearsal', async () => {
    const draft = asking({ place: 'rehearsal', want: 'data', file: named('bank-a') })
    const shown = show({ draft })
    await shown.press('Enter', 'Enter')
    await shown.shows('↑↓ move')
    await shown.press('Enter')
    await shown.shows('Machines come next')
    expect(shown.draft()).toMatchObject({
      at: 'machines',
      folder: '/home/ops/bank-a',
      want: 'data',
      preset: 'data-provider',
      confirmed: ['welcome', 'organisation'],
    })
  })

  it('is gone on with by keys that were typed before the folder was looked at', async () => {
    const waiting: (() => void)[] = []
    const shown = show({
      draft: asking({ want: 'data', file: named('bank-a') }),
      bench: {
        lookAtFolder: (typed) =>
          new Promise((resolve) => {
            waiting.push(() => resolve({ path: `/home/ops/${typed}`, holds: 'nothing', isOwn: false }))
          }),
      },
    })
    await shown.press('Tab', 'CtrlU', 'b', 'Enter', 'Down', 'Enter')
    expect(shown.draft().at).toBe('organisation')
    for (const answer of waiting) answer()
    await shown.shows('Machines come next')
    expect(shown.draft()).toMatchObject({ at: 'machines', folder: '/home/ops/b', want: 'compute' })
  })

  it('goes one screen on, however often Enter is pressed while the folder is looked at', async () => {
    const waiting: (() => void)[] = []
    const bench = presetBench({
      lookAtFolder: (typed) =>
        new Promise((resolve) => {
          waiting.push(() => resolve({ path: typed, holds: 'nothing', isOwn: false }))
        }),
    })
    const machines = { View: HeardKeys } as const
    const draft = asking({ want: 'data', file: named('bank-a') })
    const shown = showStep({ organisation, machines }, { draft, bench })
    await shown.press('Tab', 'Tab', 'Enter', 'Enter', 'x')
    for (const answer of waiting) answer()
    await shown.shows('Machines heard enter char')
    expect(shown.draft().at).toBe('machines')
  })

  it('is left by Ctrl-C also while the folder is looked at', async () => {
    const shown = show({
      draft: asking({ want: 'data', file: named('bank-a') }),
      bench: { lookAtFolder: () => new Promise(() => {}) },
    })
    await shown.press('Tab', 'Enter', 'Enter', 'CtrlC')
    await shown.shows('Stay')
    await shown.press('Esc', 'Up', 'x')
    expect(shown.draft().file.organisation).toBe('bank-ax')
  })

  it('chooses with arrows what it is for, and picks the preset', async () => {
    const shown = show({ draft: asking({ file: named('bank-a') }) })
    await shown.press('Enter', 'Enter')
    await shown.shows('↑↓ move')
    await shown.press('Down', 'Down')
    await shown.shows('4 hosts')
    await shown.press('Enter')
    await shown.shows('Machines come next')
    expect(shown.draft()).toMatchObject({ want: 'both', preset: 'data-and-compute' })
  })
})

describe('the name', () => {
  it.each([
    ['Bank A', 'For example: bank-a'],
    ['9', 'Small letters, digits and - only'],
    ['my-organisation', 'That is what presets are called'],
    ["b'; rm -rf /", 'For example: b-rm--rf'],
  ])('%s is told while it is typed, and not gone on with', async (name, told) => {
    const shown = show({})
    await shown.press(name)
    await shown.shows(told)
    await shown.press('Enter', 'Tab', 'Tab', 'Enter')
    await shown.press('x')
    expect(shown.draft().at).toBe('organisation')
  })

  it('is asked for when there is none', async () => {
    const shown = show({})
    await shown.press('Enter')
    await shown.shows('It needs a name.')
  })
})

describe('the folder', () => {
  it('follows the name until another one is typed', async () => {
    const shown = show({})
    await shown.press('b', 'a')
    await shown.shows('./ba')
    expect(shown.draft().folder).toBe('/home/ops/ba')
    await shown.press('Enter', 'CtrlU', '/srv/metis')
    await shown.shows('/srv/metis')
    await shown.press('Up', 'n', 'k')
    await shown.shows('bank')
    expect(shown.draft()).toMatchObject({ folder: '/srv/metis', file: { organisation: 'bank' } })
  })

  it('says what is there', async () => {
    const look = (typed: string): FolderState => ({
      path: '/x',
      holds: typed === 'busy' ? 'busy' : 'nothing',
      isOwn: false,
    })
    const shown = show({ draft: asking({ file: named('bank-a') }), look })
    await shown.press('Tab', 'CtrlU', 'busy')
    await shown.shows('There are other files already; they stay as they are.')
    await shown.press('CtrlU', 'free')
    await shown.shows('New: everything about the organisation will lie there.')
  })

  it('is not gone on with where nothing can be written', async () => {
    const refused = problem('command.write-failed', { path: '/root/x', folder: '/root/x', reason: 'EACCES' })
    const look = (): FolderState => ({ path: '/root/x', holds: 'nothing', isOwn: false, problem: refused })
    const shown = show({ draft: asking({ file: named('bank-a') }), look })
    await shown.press('Tab', 'CtrlU', '/root/x')
    await shown.shows('/root/x could not be written: EACCES.')
    await shown.press('Enter', 'Tab', 'Enter', 'x')
    expect(shown.draft().at).toBe('organisation')
  })

  it('of another organisation is not taken over, but can be opened', async () => {
    const look = (): FolderState => ({
      path: '/o',
      holds: 'organisation',
      organisation: 'bank-a',
      isOwn: false,
    })
    const shown = show({
      draft: asking({ file: named('bank-a') }),
      look,
      bench: { openFolder: async () => draftAt('machines', { id: 'opened' }) },
    })
    await shown.press('Tab', 'CtrlU', '/o')
    await shown.shows('Holds bank-a already: Ctrl-O opens it, or choose another folder.')
    await shown.press('Enter', 'Tab', 'Enter', 'x')
    expect(shown.draft().at).toBe('organisation')
    await shown.press('\u000f')
    await shown.shows('Machines come next')
    expect(shown.draft()).toMatchObject({ id: 'opened', at: 'machines' })
  })

  it('of its own stays when the name changes, which is told', async () => {
    const look = (): FolderState => ({
      path: '/o/bank-a',
      holds: 'organisation',
      organisation: 'bank-a',
      isOwn: true,
    })
    const shown = show({ draft: asking({ file: named('bank-a'), folder: '/o/bank-a' }), look })
    await shown.press('Tab', 'Enter')
    await shown.shows('The folder of this organisation.')
    await shown.press('Tab', '2')
    await shown.shows('Holds bank-a already')
    expect(shown.draft()).toMatchObject({ folder: '/o/bank-a', file: { organisation: 'bank-a2' } })
  })

  it('of a rehearsal goes along with the name also when answers were written there', async () => {
    const look = (typed: string): FolderState =>
      typed === './bank-a'
        ? { path: '/r/bank-a', holds: 'organisation', organisation: 'bank-a', isOwn: true }
        : { path: typed.replace('.', '/r'), holds: 'nothing', isOwn: true }
    const draft = asking({ place: 'rehearsal', want: 'data', file: named('bank-a'), folder: '/r/bank-a' })
    const shown = show({ draft, look })
    await shown.press('Tab', 'Enter')
    await shown.shows('Only as long as the rehearsal lasts.')
    await shown.press('Tab', '2')
    await shown.shows('./bank-a2')
    await shown.press('Enter', 'Enter', 'Enter')
    await shown.shows('Machines come next')
    expect(shown.draft()).toMatchObject({ folder: '/r/bank-a2', file: { organisation: 'bank-a2' } })
  })

  it('that was looked at last is the answer, whichever comes first', async () => {
    const waiting: (() => void)[] = []
    const shown = show({
      draft: asking({ file: named('bank-a') }),
      bench: {
        lookAtFolder: (typed) =>
          new Promise((resolve) => {
            waiting.unshift(() => resolve({ path: typed, holds: 'nothing', isOwn: false }))
          }),
      },
    })
    await shown.press('Tab', 'CtrlU', 'a', 'b')
    for (const answer of waiting) answer()
    await shown.shows('New: everything')
    expect(shown.draft().folder).toBe('ab')
  })
})
