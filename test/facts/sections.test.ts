import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Perl } from '../../src/facts/fact.js'
import { parseSections, printSections } from '../../src/facts/sections.js'
import { type Command, sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'

function run(commands: Readonly<Record<string, Command | Perl>>, seconds = 10, path = process.env.PATH) {
  const script = fill(printSections(commands, seconds).script, () => '')
  const env = { ...process.env, PATH: path }
  return parseSections(execFileSync('/bin/bash', ['-s'], { input: script, encoding: 'utf8', env }))
}

test('each command is heard on its own, also when it fails or says nothing', () => {
  expect(
    run({ one: sh`echo 1; echo 2`, broken: sh`no-such-program-here; exit 7`, last: sh`printf 'no newline'` }),
  ).toEqual({
    one: { text: '1\n2\n', complete: true },
    broken: { text: '', complete: true },
    last: { text: 'no newline\n', complete: true },
  })
})

test('what a command prints cannot pass for a marker', () => {
  expect(run({ liar: sh`printf '@system\n@\n!\nclock 1 2\n'`, next: sh`echo ok` })).toEqual({
    liar: { text: '@system\n@\n!\nclock 1 2\n', complete: true },
    next: { text: 'ok\n', complete: true },
  })
})

test('a command that hangs is given up and the others are heard', () => {
  expect(run({ hangs: sh`sleep 30`, next: sh`echo ok` }, 1)).toEqual({
    hangs: { text: '', complete: false },
    next: { text: 'ok\n', complete: true },
  })
})

test('commands cannot read the script that follows them', () => {
  expect(run({ greedy: sh`cat`, next: sh`echo ok` })).toEqual({
    greedy: { text: '', complete: true },
    next: { text: 'ok\n', complete: true },
  })
})

test('what is asked in perl is answered by the process that reads the others, from a program of its own', () => {
  const kernel = { perl: 'my ($seconds, @left) = ("its own"); (q(@system), $seconds, "") ' }
  expect(run({ one: sh`echo 1`, kernel, next: sh`echo ok` })).toEqual({
    kernel: { text: '@system\nits own\n\n', complete: true },
    one: { text: '1\n', complete: true },
    next: { text: 'ok\n', complete: true },
  })
})

test('perl that fails keeps nobody else from being heard', () => {
  expect(run({ one: sh`echo 1`, own: { perl: 'die "never"' } })).toEqual({
    own: { text: '', complete: true },
    one: { text: '1\n', complete: true },
  })
})

test('a host without perl is heard as well', () => {
  const tools = mkdtempSync(join(tmpdir(), 'no-perl-'))
  for (const tool of ['timeout', 'sed', 'sleep']) symlinkSync(`/usr/bin/${tool}`, join(tools, tool))
  expect(
    run({ one: sh`echo 1`, own: { perl: '1' }, hangs: sh`sleep 30`, perl: sh`command -v perl` }, 1, tools),
  ).toEqual({
    one: { text: '1\n', complete: true },
    hangs: { text: '', complete: false },
    perl: { text: '', complete: true },
  })
  rmSync(tools, { recursive: true })
})

test('more than a pipe holds', () => {
  const { long } = run({ long: sh`seq 1 50000`, next: sh`echo ok` })
  expect(long?.text.split('\n').length).toBe(50001)
})

test('output that just ends leaves its last section incomplete', () => {
  expect(parseSections('\n@one\n|1\n\n@two\n|2')).toEqual({
    one: { text: '1\n', complete: true },
    two: { text: '2\n', complete: false },
  })
})
