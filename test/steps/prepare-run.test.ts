import { expect, test } from 'vitest'
import { nothingLearned } from '../../src/wizard/learned.js'
import { fetchArtifacts, makeReviewedPlan, type Preparing } from '../../src/wizard/prepare-run.js'
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

test('a release that can not follow the one before is not planned from home', async () => {
  const organisation = organisationWith(THREE)
  const { release } = organisation
  const before = { ...release, id: 'ours', path: './ours.yaml', version: '9.0.0' }
  const follows = [{ version: '0.1.0' }]
  const learned = nothingLearned(new AbortController().signal)
  const draft = draftAt('review')
  const open = async () => ({ ...organisation, release: { ...release, follows } })
  const told = async (older: typeof before) => {
    const bench = benchWith({ open, releases: [older] })
    learned.deed.set({
      before: { ...draft, file: { ...draft.file, release: './ours.yaml' } },
      id: 'upgrade',
      entry: 'release',
    })
    await makeReviewedPlan({ draft, bench, learned }, { lookAgain: false })
    const plan = learned.plan.get()
    return plan.state === 'failed' ? plan.problems.map(({ code }) => code) : []
  }
  expect(await told({ ...before, version: '0.2.0' })).toEqual(['upgrade.no-way'])
})
