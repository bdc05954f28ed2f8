import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { leftFact } from '../../src/facts/left.js'
import { fill } from '../../src/lib/text.js'

const directory = mkdtempSync(join(tmpdir(), "it's a $(dir) "))
afterAll(() => rmSync(directory, { recursive: true }))

function ask(path: string, named: readonly string[]) {
  const { command, parse } = leftFact(path, named)
  return parse(spawnSync('bash', ['-s'], { input: fill(command.script, () => ''), encoding: 'utf8' }).stdout)
}

test('only what an instance keeps that is not named there is counted', () => {
  for (const name of ['carrier/data', 'data-8700/moved', 'data-8701/data', 'via/log', 'A strange one/data']) {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(join(directory, name, 'file'), 'x'.repeat(100_000))
  }
  const { carrier = 0, ...rest } = ask(directory, ['data-8701'])
  expect(Math.round(carrier / 50_000)).toBe(2)
  expect(Object.keys(rest)).toEqual(['data-8700'])
})

test('where nothing is installed nothing is left', () => {
  expect(ask(join(directory, 'absent'), [])).toEqual({})
})
