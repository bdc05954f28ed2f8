import { Text } from 'ink'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import { Choice } from '../../src/ui/screen/choice.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { Step } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { benchWith, draftAt, showStep } from './show-step.js'

const organisation: Step = {
  View: ({ draft, change, next }) => (
    <Screen question="language" hints={[['Enter', 'go on']]}>
      <TextField
        value={draft.file.organisation}
        onChange={(name) => change((before) => ({ ...before, file: { ...before.file, organisation: name } }))}
        onSubmit={next}
      />
    </Screen>
  ),
}

const roles: Step = {
  View: ({ goTo }) => {
    const [seen, setSeen] = useState('')
    return (
      <Screen question="language" hints={[['Enter', 'go on']]}>
        <Text>{`seen ${seen}`}</Text>
        <Choice
          items={[
            { value: 'one', label: 'first' },
            { value: 'two', label: 'second', remark: 'a remark' },
          ]}
          onHighlight={setSeen}
          onSelect={() => goTo('organisation')}
        />
      </Screen>
    )
  },
}

test('typing changes the draft, Enter confirms and goes on, Escape goes back and loses nothing', async () => {
  const saved: string[] = []
  const shown = showStep(
    { organisation, roles },
    {
      draft: draftAt('organisation'),
      bench: benchWith({ saveDraft: ({ file }) => saved.push(file.organisation) }),
    },
  )
  await shown.press('-', 'b', 'Enter')
  await shown.shows('2/2 Roles')
  expect(shown.draft()).toMatchObject({ at: 'roles', confirmed: ['welcome', 'organisation'] })
  await shown.press('Esc')
  await shown.shows('1/2 Organisation')
  expect(shown.draft().file.organisation).toBe('acme-b')
  expect(saved).toEqual(['acme-', 'acme-b', 'acme-b', 'acme-b'])
})

test('keys that come all at once are not lost: each meets the screen that the one before has made', async () => {
  const typing: Step = {
    View: ({ next }) => {
      const [typed, setTyped] = useState('')
      return (
        <Screen question="language" hints={[]}>
          <TextField value={typed} onChange={setTyped} onSubmit={next} />
        </Screen>
      )
    },
  }
  const shown = showStep(
    { organisation: typing, roles },
    { draft: draftAt('organisation'), bench: benchWith({}) },
  )
  await Promise.all([...'all of it'].map((key) => shown.press(key)))
  await shown.shows('all of it')
})

test('the language changes on any screen, and the explanation speaks it too', async () => {
  const shown = showStep({ organisation, roles }, { draft: draftAt('organisation'), bench: benchWith({}) })
  await shown.press('CtrlL')
  await shown.shows('组织')
  await shown.press('?')
  await shown.shows('这是什么？')
  await shown.press('x', 'Esc')
  await shown.shows('acme')
  expect(shown.draft()).toMatchObject({ language: 'zh', file: { organisation: 'acme' } })
})

test('Ctrl-C asks before it leaves, and a second one leaves', async () => {
  const shown = showStep({ organisation, roles }, { draft: draftAt('organisation'), bench: benchWith({}) })
  await shown.press('CtrlC')
  await shown.shows('Leave?')
  await shown.press('Enter')
  await shown.shows('Organisation')
  expect(shown.left).toEqual([])
  await shown.press('CtrlC', 'CtrlC')
  expect(shown.left).toEqual([{ kind: 'quit' }])
})

test('arrows move in a choice, Enter takes what they point at', async () => {
  const shown = showStep({ organisation, roles }, { draft: draftAt('roles'), bench: benchWith({}) })
  await shown.press('Down')
  await shown.shows('seen two')
  await shown.press('Enter')
  await shown.shows('1/2 Organisation')
})

test('a choice takes only what its arrows point at, however fast the keys come, and no other key', async () => {
  const chosen: string[] = []
  const choosing: Step = {
    View: () => (
      <Screen question="language" hints={[]}>
        <Choice
          items={['one', 'two', 'three'].map((value) => ({ value, label: `the ${value}` }))}
          onSelect={(value) => chosen.push(value)}
          limit={2}
        />
      </Screen>
    ),
  }
  const shown = showStep({ roles: choosing }, { draft: draftAt('roles'), bench: benchWith({}) })
  await shown.press('2', 'j')
  await Promise.all(
    ['Down', 'Enter', 'Down', 'Enter', 'Down', 'Enter', 'Up', 'Enter'].map((key) => shown.press(key)),
  )
  await shown.shows('▸ the three')
  expect(chosen).toEqual(['two', 'three', 'one', 'three'])
})

test('a changed answer asks to look again at what rests on it', async () => {
  const draft = draftAt('organisation', { confirmed: ['welcome', 'organisation', 'preflight'] })
  const shown = showStep({ organisation, roles }, { draft, bench: benchWith({}) })
  await shown.press('x')
  await shown.shows('Look again: Checks may no longer fit')
})

test('a window that is too small says so, and the screen is back once it is larger', async () => {
  const shown = showStep(
    { organisation, roles },
    { draft: draftAt('organisation'), bench: benchWith({}), columns: 40, rows: 10 },
  )
  await shown.shows('too small: 40x10')
  shown.resize(80, 24)
  await shown.shows('1/2 Organisation')
})

test('tells on every screen, and to one who leaves, that the answers can not be saved', async () => {
  const draftProblem = () =>
    problem('state.write-failed', { path: '/s', reason: 'ENOSPC', quotedFolder: '/s' })
  const shown = showStep(
    { organisation, roles },
    { draft: draftAt('roles'), bench: benchWith({ draftProblem }) },
  )
  expect(shown.frame().split('\n')[2]).toBe(' The answers can not be saved: ENOSPC')
  await shown.press('CtrlC')
  expect(await shown.shows('Leave?')).toContain('what you have answered will be lost')
})

test('leaves a warning about the answers of another time to the first screen', () => {
  const draftProblem = () => problem('state.draft-newer', { path: '/s' }, {}, 'warning')
  const shown = showStep(
    { organisation, roles },
    { draft: draftAt('roles'), bench: benchWith({ draftProblem }) },
  )
  expect(shown.frame()).not.toContain('saved')
})
