import { expect, test } from 'vitest'
import { fetchArtifacts, type Preparing } from '../../src/wizard/prepare-run.js'
import { createSession } from '../../src/wizard/session.js'
import { workshopWith } from './install/fake-workshop.js'
import { THREE } from './install/organisations.js'
import { benchWith, draftAt } from './show-step.js'

test('no frame shows an organisation that is open and nothing under way', async () => {
  const workshop = workshopWith(THREE, { artifacts: async () => [] })
  const session = createSession(new AbortController().signal)
  const preparing: Preparing = {
    draft: draftAt('release'),
    bench: benchWith({ open: async () => workshop }),
    session,
    ask: { onStage: () => {}, hostKey: async () => false, password: async () => undefined },
  }
  const seen: string[] = []
  session.workshop.subscribe(() =>
    seen.push(`${session.workshop.get().state}, files ${session.artifacts.get().state}`),
  )
  await fetchArtifacts(preparing)
  expect(seen).toEqual(['busy, files idle', 'ready, files busy'])
  expect(session.artifacts.get()).toEqual({ state: 'ready', value: [] })

  const again = fetchArtifacts(preparing)
  expect(session.artifacts.get().state).toBe('busy')
  await again
})
