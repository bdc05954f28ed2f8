import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RECORD_DIRECTORY } from '../../src/actions/keep-record.js'
import { logRun, type RunLine, readRunLog } from '../../src/actions/run-log.js'
import { runLinesIn } from '../../src/facts/run-log.js'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { shellQuote, show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const BEGUN: RunLine = {
  run: 'r1',
  what: 'begun',
  at: '2026-01-31T12:00:00.000Z',
  organisation: 'acme',
  user: 'ana\n\u001b[2J',
  machine: "o'hara's",
  command: 'apply',
  plan: 'd1',
  generation: 7,
}
const DONE: RunLine = { ...BEGUN, what: 'done' }

/** A host's folder in place of its own, and a journal that is a file. */
function host() {
  const root = temporaryFolder()
  const folder = join(root, 'record')
  const journal = join(root, 'journal')
  mkdirSync(join(root, 'bin'))
  writeFileSync(join(root, 'bin/logger'), '#!/bin/bash\n{ printf "%s|" "$@"; echo; } >>"$JOURNAL"\n')
  chmodSync(join(root, 'bin/logger'), 0o755)
  const run = (...commands: readonly Command[]) => {
    const input = show(lines(...commands, sh`wait`).script).replaceAll(RECORD_DIRECTORY, shellQuote(folder))
    const env = { PATH: `${join(root, 'bin')}:${process.env.PATH}`, JOURNAL: journal }
    return spawnSync('bash', ['-s'], { input, env, encoding: 'utf8' })
  }
  return { folder, journal, log: join(folder, 'runs.log'), run }
}

test('a line is for root alone, holds no control character, and is written once however often it comes', () => {
  const { folder, log, run } = host()
  const { stdout, stderr } = run(logRun(BEGUN), logRun(BEGUN), logRun(DONE))
  expect(stdout + stderr).toBe('')
  expect([statSync(folder).mode & 0o777, statSync(log).mode & 0o777]).toEqual([0o700, 0o600])
  const text = readFileSync(log, 'utf8')
  expect(runLinesIn(text)).toEqual([BEGUN, DONE].map((line) => ({ ...line, user: 'ana[2J' })))
  expect(run(readRunLog).stdout).toBe(text)
})

test('the journal gets a line as well', () => {
  const { journal, run } = host()
  // Whoever reads it waits for whoever writes it.
  spawnSync('mkfifo', [journal])
  const said = `apply by ana[2J@o'hara's: begun, plan d1, generation 7, run r1`
  expect(run(logRun(BEGUN), sh`cat -- ${journal}`).stdout).toBe(`-t|create-metis-node|--|${said}|\n`)
})

test('a shell that has lost its hold writes nothing, and the end of a run brings no log back', () => {
  const { folder, log, run } = host()
  run(sh`hold_lost=yes`, logRun(BEGUN))
  expect(existsSync(folder)).toBe(false)
  run(logRun(BEGUN))
  rmSync(folder, { recursive: true })
  run(logRun(DONE))
  expect(existsSync(log)).toBe(false)
})

test('a log that has become too large is put beside a new one, and both are read', () => {
  const { folder, log, run } = host()
  mkdirSync(folder)
  const old = `${JSON.stringify({ ...BEGUN, user: 'bo', run: 'r0' })}\n`
  writeFileSync(log, `${'x'.repeat(1024 * 1024)}\n${old}`)
  run(logRun(DONE))
  expect(readFileSync(`${log}.1`, 'utf8').endsWith(old)).toBe(true)
  expect(runLinesIn(run(readRunLog).stdout).map((line) => line.run)).toEqual(['r0', 'r1'])
})

test('what a host says of runs is believed only as far as it can be one', () => {
  const lies = [{ ...BEGUN, what: 'won' }, { ...BEGUN, at: 'now' }, { ...BEGUN, run: '' }, 7, null]
  expect(runLinesIn(lies.map((one) => JSON.stringify(one)).join('\n'))).toEqual([])
  const [told] = runLinesIn(JSON.stringify({ ...BEGUN, generation: 1e12, command: 'a'.repeat(500) }))
  expect([told?.generation, told?.command.length, told?.user]).toEqual([undefined, 100, 'ana[2J'])
})
