import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepRecord, RECORD_DIRECTORY, readRecords } from '../../src/actions/keep-record.js'
import type { Command } from '../../src/lib/command.js'
import { fill, shellQuote, show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** Runs a script with another folder in place of the host's own. */
function inFolder({ script }: Command): { folder: string; run: () => string } {
  const folder = join(temporaryFolder(), 'record')
  mkdirSync(folder)
  const input = show(script).replaceAll(RECORD_DIRECTORY, shellQuote(folder))
  return { folder, run: () => spawnSync('bash', ['-s'], { input, encoding: 'utf8' }).stdout }
}

const name = (generation: number) => `${String(generation).padStart(9, '0')}.json`

/** What a host has after it was told to keep that generation: names, and the text of the newest. */
function keep(generation: number, before: readonly number[]): { kept: string[]; text: string } {
  const cwd = temporaryFolder()
  const folder = join(cwd, 'record')
  if (before.length > 0) mkdirSync(folder)
  for (const one of before) writeFileSync(join(folder, name(one)), 'old')
  const script = fill(keepRecord(generation).script, () => `it's "new"`)
  const input = script.replaceAll(RECORD_DIRECTORY, shellQuote(folder))
  const done = spawnSync('bash', ['-e', '-s'], { cwd, input, encoding: 'utf8' })
  expect([done.status, done.stderr]).toEqual([0, ''])
  return { kept: readdirSync(folder).toSorted(), text: readFileSync(join(folder, name(generation)), 'utf8') }
}

test('a host keeps the record whole, the first one too, and as many before it as it is told', () => {
  expect(keep(1, [])).toEqual({ kept: ['000000001.json'], text: `it's "new"` })
  const before = Array.from({ length: 23 }, (_, i) => i + 1)
  const { kept } = keep(24, before)
  expect([kept.length, kept.at(0), kept.at(-1)]).toEqual([20, '000000005.json', '000000024.json'])
})

test('what somebody had begun there is not taken for newer', () => {
  expect(keep(2, [1, 2, 7, 19])).toEqual({ kept: ['000000001.json', '000000002.json'], text: `it's "new"` })
})

test('the newest twenty records are printed, the newest first, three lines each whatever is in them', () => {
  const { folder, run } = inFolder(readRecords)
  expect(run()).toBe('')
  for (let generation = 1; generation <= 22; generation++)
    writeFileSync(join(folder, name(generation)), `head ${generation}\nbody \\n ${generation}\nmore\n`)
  writeFileSync(join(folder, name(21)), 'cut')
  writeFileSync(join(folder, name(20)), '')
  writeFileSync(join(folder, 'incoming'), 'half\n')
  const lines = run().split('\n')
  expect(lines.slice(0, 9)).toEqual([
    ...[name(22), 'head 22', 'body \\n 22'],
    ...[name(21), 'cut', ''],
    ...[name(20), '', ''],
  ])
  expect(lines.filter((line) => line.endsWith('.json'))).toHaveLength(20)
})

test('no more is printed than there is room for', () => {
  const { folder, run } = inFolder(readRecords)
  writeFileSync(join(folder, '000000001.json'), 'head\nbody\n')
  writeFileSync(join(folder, '000000002.json'), `head\n${'x'.repeat(17 * 1024 * 1024)}\n`)
  writeFileSync(join(folder, '000000003.json'), 'head\nbody\n')
  expect(run()).toBe('000000003.json\nhead\nbody\n')
})
