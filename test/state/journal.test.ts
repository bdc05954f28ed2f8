import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/events/run-event.js'
import { openJournal } from '../../src/state/journal.js'
import { listRunFiles } from '../../src/state/run-files.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const startedAt = new Date('2026-01-31T23:59:59.123Z')
const EVENTS: RunEvent[] = [
  { type: 'started', at: '2026-01-31T23:59:59.200Z', node: 'h1 directory:/opt/metis' },
  {
    type: 'output',
    at: '2026-01-31T23:59:59.300Z',
    node: 'h1 directory:/opt/metis',
    line: '目录 "x"\u2028\n',
  },
]

test('every event is in the file when append returns', () => {
  const runs = join(temporaryFolder(), 'runs')
  const journal = openJournal({ runs }, { command: 'apply', startedAt })
  expect(journal.path).toBe(join(runs, '20260131T235959123Z-apply.jsonl'))
  for (const [i, event] of EVENTS.entries()) {
    journal.append(event)
    const lines = readFileSync(journal.path, 'utf8').split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line))).toEqual(EVENTS.slice(0, i + 1))
  }
  expect(statSync(journal.path).mode & 0o777).toBe(0o600)
  expect(statSync(runs).mode & 0o777).toBe(0o700)
  journal.close()
})

test('two runs of one moment have a file each, and the newest is listed first', () => {
  const runs = join(temporaryFolder(), 'runs')
  expect(listRunFiles({ runs })).toEqual([])
  const first = openJournal({ runs }, { command: 'apply', startedAt })
  const second = openJournal({ runs }, { command: 'apply', startedAt })
  const earlier = openJournal(
    { runs },
    { command: 'destroy', startedAt: new Date('2026-01-30T00:00:00.000Z') },
  )
  writeFileSync(join(runs, 'notes.txt'), 'not a journal')
  expect(second.path).not.toBe(first.path)
  expect(listRunFiles({ runs })).toEqual([
    { path: second.path, kind: 'jsonl', command: 'apply' },
    { path: first.path, kind: 'jsonl', command: 'apply' },
    { path: earlier.path, kind: 'jsonl', command: 'destroy' },
  ])
  for (const journal of [first, second, earlier]) journal.close()
})

test('a journal that cannot be started says why', () => {
  const runs = join(temporaryFolder(), 'runs')
  writeFileSync(runs, 'a file where a folder belongs')
  const [problem] = problemsOf(() => openJournal({ runs }, { command: 'apply', startedAt }))
  expect(problem?.code).toBe('state.write-failed')
})
