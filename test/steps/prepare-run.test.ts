import { expect, test } from 'vitest'
import { fetchArtifacts, type Preparing } from '../../src/wizard/prepare-run.js'
import { createSession } from '../../src/wizard/session.js'
import { workshopWith } from './install/fake-workshop.js'
import { THREE } from './install/organisations.js'
import { benchWith, draftAt } from './show-step.js'

test('no frame shows an organisation that is open and nothing under way', async () => {
  let arrive = () => {}
  const workshop = workshopWith(THREE, {
    artifacts: () =>
      new Promise((resolve) => {
        arrive = () => resolve([])
      }),
  })
  const session = createSession(new AbortController().signal)
  const preparing: Preparing = {
    draft: draftAt('release'),
    bench: benchWith({ open: async () => workshop }),
    session,
    ask: { onStage: () => {}, hostKey: async () => false, password: async () => undefined },
  }
  const seen: string[] = []
  const opened = new Promise<void>((resolve) => {
    session.workshop.subscribe(() => {
      const { state } = session.workshop.get()
      seen.push(`${state}, files ${session.artifacts.get().state}`)
      if (state === 'ready') resolve()
    })
  })
  const fetching = fetchArtifacts(preparing)
  await opened
  expect(seen).toEqual(['busy, files idle', 'ready, files busy'])
  arrive()
  await fetching
  expect(session.artifacts.get()).toEqual({ state: 'ready', value: [] })

  const again = fetchArtifacts(preparing)
  expect(session.artifacts.get().state).toBe('busy')
  arrive()
  await again
})
