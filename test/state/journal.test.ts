import { appendFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/events/run-event.js'
import { openJournal } from '../../src/state/journal.js'
import { latestRun, readJournal } from '../../src/state/read-journal.js'
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
    expect(readJournal(journal.path)).toEqual(EVENTS.slice(0, i + 1))
  }
  expect(statSync(journal.path).mode & 0o777).toBe(0o600)
  expect(statSync(runs).mode & 0o777).toBe(0o700)
  journal.close()
})

test('a last line that a crash has cut is left out', () => {
  const runs = join(temporaryFolder(), 'runs')
  const journal = openJournal({ runs }, { command: 'apply', startedAt })
  for (const event of EVENTS) journal.append(event)
  journal.close()
  appendFileSync(journal.path, '{"type":"succeeded","at":"2026-01-31T2')
  expect(readJournal(journal.path)).toEqual(EVENTS)
})

test('a line in the middle that is no event is a problem with its number', () => {
  const path = join(temporaryFolder(), 'run.jsonl')
  writeFileSync(path, `${JSON.stringify(EVENTS[0])}\n{"type":"sta\n${JSON.stringify(EVENTS[1])}\n`)
  const [problem] = problemsOf(() => readJournal(path))
  expect(problem?.code).toBe('state.journal-damaged')
  expect(problem?.where).toEqual({ file: path, line: 2 })
})

test('two runs of one moment have a file each, and the newest is found', () => {
  const runs = join(temporaryFolder(), 'runs')
  expect(latestRun({ runs })).toBeUndefined()
  const first = openJournal({ runs }, { command: 'apply', startedAt })
  const second = openJournal({ runs }, { command: 'apply', startedAt })
  const earlier = openJournal(
    { runs },
    { command: 'destroy', startedAt: new Date('2026-01-30T00:00:00.000Z') },
  )
  writeFileSync(join(runs, 'notes.txt'), 'not a journal')
  expect(second.path).not.toBe(first.path)
  expect(latestRun({ runs })).toBe(second.path)
  expect(latestRun({ runs }, 'destroy')).toBe(earlier.path)
  expect(latestRun({ runs }, 'upgrade')).toBeUndefined()
  for (const journal of [first, second, earlier]) journal.close()
})

test('a journal that cannot be started says why', () => {
  const runs = join(temporaryFolder(), 'runs')
  writeFileSync(runs, 'a file where a folder belongs')
  const [problem] = problemsOf(() => openJournal({ runs }, { command: 'apply', startedAt }))
  expect(problem?.code).toBe('state.write-failed')
})
