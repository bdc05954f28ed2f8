import { expect, it } from 'vitest'
import { painter } from '../../src/ui/colour.js'
import { progressLines } from '../../src/ui/progress-lines.js'

const at = '2026-01-31T12:00:00.000Z'
const look = { language: 'en', paint: painter(false), width: 60, verbose: false } as const
const started = {
  type: 'run-started',
  at,
  organisation: 'bank-a',
  command: 'apply',
  digest: 'd',
  nodes: [
    {
      id: 'h1 artifact:/opt/metis/.artifacts/x/via',
      phase: 'distribute',
      host: 'h1',
      instance: 'host',
      kind: 'place-artifact',
      bytes: 2_000_000,
    },
    { id: 'h1 unit:metis-via.service', phase: 'via', host: 'h1', instance: 'via', kind: 'unit', bytes: 0 },
  ],
} as const
const [artifact, unit] = started.nodes

it('says each end with phase, count, host and instance', () => {
  const { lines } = progressLines(look)
  lines({ ...started, nodes: [...started.nodes] })

  expect(lines({ type: 'started', at, node: artifact.id })).toEqual([])
  expect(lines({ type: 'succeeded', at, node: artifact.id, milliseconds: 1500 })).toEqual([
    'distribute 1/1     h1                     sent /opt/metis/.artifacts/x/via  1.5s',
  ])
  expect(lines({ type: 'skipped', at, node: unit.id, because: 'x failed\u0007' })).toEqual([
    'via 1/1            h1       via           unit metis-via.service skipped: x failed',
  ])
})

it('has one status line that fits the screen, with bytes, and none after the end', () => {
  const { lines, status } = progressLines(look)
  expect(status()).toBe('')
  lines({ ...started, nodes: [...started.nodes] })
  lines({ type: 'started', at, node: artifact.id })
  lines({ type: 'sent', at, node: artifact.id, bytes: 500_000, total: 2_000_000 })

  expect(status()).toBe('[0/2] 500.0 kB/2.0 MB h1 artifact /opt/metis/.artifacts/...')
  lines({ type: 'run-finished', at, outcome: 'done', halfDone: [] })
  expect(status()).toBe('')
})

it('shows what actions print only when more was asked for', () => {
  const quiet = progressLines(look)
  const verbose = progressLines({ ...look, verbose: true })
  for (const { lines } of [quiet, verbose]) lines({ ...started, nodes: [...started.nodes] })
  const event = { type: 'output', at, node: unit.id, line: 'Created symlink' } as const

  expect(quiet.lines(event)).toEqual([])
  expect(verbose.lines(event)).toEqual(['via 0/1            h1       via           | Created symlink'])
})
