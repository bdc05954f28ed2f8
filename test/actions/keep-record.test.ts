import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RECORD_DIRECTORY, readRecords } from '../../src/actions/keep-record.js'
import type { Command } from '../../src/lib/command.js'
import { shellQuote, show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** Runs a script with another folder in place of the host's own. */
function inFolder({ script }: Command): { folder: string; run: () => string } {
  const folder = join(temporaryFolder(), 'record')
  mkdirSync(folder)
  const input = show(script).replaceAll(RECORD_DIRECTORY, shellQuote(folder))
  return { folder, run: () => spawnSync('bash', ['-s'], { input, encoding: 'utf8' }).stdout }
}

test('the newest twenty records are printed, the newest first, three lines each whatever is in them', () => {
  const { folder, run } = inFolder(readRecords)
  expect(run()).toBe('')
  const name = (generation: number) => `${String(generation).padStart(9, '0')}.json`
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
