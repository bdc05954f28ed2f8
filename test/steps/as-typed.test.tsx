import { expect, test } from 'vitest'
import { asTyped } from '../../src/commands/program/program-name.js'
import { problem } from '../../src/errors/problem.js'
import { useLook } from '../../src/ui/screen/hooks.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { Step } from '../../src/ui/screen/step.js'
import { benchWith, draftAt, showStep } from './show-step.js'

const welcome: Step = {
  View: ({ size }) => (
    <Screen question="language" hints={[]}>
      <Rows lines={[useLook().say('next.status')]} />
      <ProblemList
        problems={[problem('run.plan-changed', { again: 'apply' })]}
        size={{ ...size, rows: size.rows - 1 }}
      />
    </Screen>
  ),
}

test('screens and cards name commands as the operator types them', () => {
  const shown = showStep(
    { welcome },
    {
      draft: draftAt('welcome'),
      bench: benchWith({}),
      asTyped: (sentence) => asTyped(sentence, 'sh acme.metis'),
    },
  )
  const frame = shown.frame()
  expect(frame).toContain('From now on, in that folder: sh acme.metis status')
  expect(frame).toContain('`sh acme.metis apply`')
  expect(frame).not.toContain('create-metis-node')
})
