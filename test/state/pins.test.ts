import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addPins, readPins } from '../../src/state/pins.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const PIN = { sha256: 'a'.repeat(64), size: 3, from: '/mnt/carrier', since: '2026-01-31T23:59:59.000Z' }

test('adds pins and never changes one that is there', () => {
  const pins = join(temporaryFolder(), 'artifacts.lock.json')
  expect(readPins({ pins })).toEqual({})
  addPins({ pins }, { 'metis-0.3.0/carrier': PIN })
  addPins({ pins }, { 'metis-0.3.0/carrier': { ...PIN, size: 4 }, 'metis-0.3.0/admin': PIN })
  expect(readPins({ pins })).toEqual({ 'metis-0.3.0/admin': PIN, 'metis-0.3.0/carrier': PIN })
})

test('writes no file when there is nothing to add', () => {
  const pins = join(temporaryFolder(), 'artifacts.lock.json')
  addPins({ pins }, {})
  expect(existsSync(pins)).toBe(false)
})

test('names the entry that is no pin', () => {
  const pins = join(temporaryFolder(), 'artifacts.lock.json')
  writeFileSync(pins, JSON.stringify({ 'metis-0.3.0/carrier': { ...PIN, sha256: 'abc' } }))
  const [problem] = problemsOf(() => readPins({ pins }))
  expect(problem?.code).toBe('state.pins-damaged')
  expect(problem?.details.reason).toBe('metis-0.3.0/carrier.sha256: must be 64 lower-case hex characters')
})
