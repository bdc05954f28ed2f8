import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { installDirectoryFact } from '../../src/facts/install-directory.js'
import { fill } from '../../src/lib/text.js'

const directory = mkdtempSync(join(tmpdir(), "it's a $(dir) "))
afterAll(() => rmSync(directory, { recursive: true }))

function ask(path: string) {
  const { command, parse } = installDirectoryFact(path)
  return parse(
    spawnSync('bash', ['-s'], {
      input: fill(command.script, () => ''),
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).stdout,
  )
}

test('every name in the install directory, one for one', () => {
  mkdirSync(join(directory, '.installed'))
  writeFileSync(join(directory, 'two\nlines'), '')
  expect(ask(directory)).toEqual(['.installed', "$'two\\nlines'"])
})

test('a directory that is not there has none; a host that did not answer says nothing', () => {
  expect(ask(join(directory, 'absent'))).toEqual([])
  expect(installDirectoryFact('/x').parse('.installed\ncarr')).toBeUndefined()
})
