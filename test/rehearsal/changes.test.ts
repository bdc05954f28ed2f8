import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createChanges, happensOrAborted } from '../../src/rehearsal/changes.js'

test('who waits for what happens or for an end listens no longer than that', async () => {
  const changes = createChanges()
  const stop = new AbortController()
  const first = happensOrAborted(changes.next(), stop.signal)
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
  changes.tell()
  await first
  expect(getEventListeners(stop.signal, 'abort')).toEqual([])

  const second = happensOrAborted(changes.next(), stop.signal)
  stop.abort()
  await second
  await happensOrAborted(changes.next(), stop.signal)
  expect(getEventListeners(stop.signal, 'abort')).toEqual([])
})
