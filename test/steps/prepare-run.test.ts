import { expect, test } from 'vitest'
import { nothingLearned } from '../../src/wizard/learned.js'
import { fetchArtifacts, type Preparing } from '../../src/wizard/prepare-run.js'
import { organisationWith } from './install/fake-organisation.js'
import { THREE } from './install/organisations.js'
import { benchWith, draftAt } from './show-step.js'

test('no frame shows an organisation that is open and nothing under way', async () => {
  let arrive = () => {}
  const organisation = organisationWith(THREE, {
    artifacts: () =>
      new Promise((resolve) => {
        arrive = () => resolve([])
      }),
  })
  const learned = nothingLearned(new AbortController().signal)
  const preparing: Preparing = {
    draft: draftAt('release'),
    bench: benchWith({ open: async () => organisation }),
    learned,
  }
  const seen: string[] = []
  const opened = new Promise<void>((resolve) => {
    learned.organisation.subscribe(() => {
      const { state } = learned.organisation.get()
      seen.push(`${state}, files ${learned.artifacts.get().state}`)
      if (state === 'ready') resolve()
    })
  })
  const fetching = fetchArtifacts(preparing)
  await opened
  expect(seen).toEqual(['busy, files idle', 'ready, files busy'])
  arrive()
  await fetching
  expect(learned.artifacts.get()).toEqual({ state: 'ready', value: [] })

  const again = fetchArtifacts(preparing)
  expect(learned.artifacts.get().state).toBe('busy')
  arrive()
  await again
})
