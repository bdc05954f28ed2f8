import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { unfinished } from '../../../src/commands/wizard/unfinished.js'
import { thisProcess } from '../../../src/state/process-identity.js'
import { emptyDraft } from '../../../src/wizard/draft.js'
import type { StepId } from '../../../src/wizard/steps.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

const at = '2026-01-31T12:00:00.000Z'
const before = '2026-01-31T11:00:00.000Z'

function organisationWith(...lines: readonly object[]): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'org.yaml'), 'organisation: bank-a\n')
  mkdirSync(join(folder, 'runs'))
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  if (lines.length > 0) writeFileSync(join(folder, 'runs', '20260131T120000000Z-apply.jsonl'), text)
  return folder
}

const begun = { type: 'begun', at, command: 'apply', ...thisProcess() }
const gone = { ...begun, processStart: '1' }
const ended = (exitCode: number) => ({ type: 'ended', at, exitCode })
const recent = (folder: string) => [{ folder, organisation: 'bank-a', openedAt: before }]

function saved(folder: string, step: StepId) {
  const draft = emptyDraft({ id: 'd1', language: 'en', place: 'machines', release: 'metis-0.3.0' })
  return [{ draft: { ...draft, folder, at: step }, savedAt: before }]
}

it.each([
  ['is under way', [begun], [{ kind: 'run', isAlive: true, startedAt: at }]],
  ['was killed', [gone], [{ kind: 'run', isAlive: false }]],
  ['has failed', [begun, ended(1)], [{ kind: 'run', isAlive: false }]],
  ['was done', [begun, ended(0)], [{ kind: 'organisation', openedAt: before }]],
  ['never was', [], [{ kind: 'draft', id: 'd1', at: 'install' }]],
])('offers an organisation once, whose newest run %s', (_, lines, offered) => {
  const folder = organisationWith(...lines)
  const found = unfinished(saved(folder, 'install'), recent(folder))
  expect(found).toMatchObject(offered)
  expect(found).toHaveLength(1)
})

it('offers answers that were changed after an installation', () => {
  const folder = organisationWith(begun, ended(0))
  expect(unfinished(saved(folder, 'roles'), recent(folder))).toMatchObject([{ kind: 'draft', at: 'roles' }])
})

it('leaves out folders that are gone', () => {
  expect(unfinished([], recent('/nowhere/bank-a'))).toEqual([])
})
