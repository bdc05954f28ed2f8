import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskSample } from '../../src/actions/disk-sample.js'
import { RECORD_DIRECTORY } from '../../src/actions/keep-record.js'
import { hardwareFact } from '../../src/facts/hardware.js'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { shellQuote, show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** A host's folder in place of its own. */
function host(text?: string) {
  const folder = join(temporaryFolder(), 'record')
  const file = join(folder, 'disk')
  if (text !== undefined) {
    mkdirSync(folder)
    writeFileSync(file, text)
  }
  const run = (...commands: readonly Command[]) => {
    const input = show(lines(sh`set -eu`, diskSample, ...commands).script)
    return spawnSync('bash', ['-s'], {
      input: input.replaceAll(RECORD_DIRECTORY, shellQuote(folder)),
      encoding: 'utf8',
    })
  }
  const told = () => {
    const input = show(lines(sh`set +e`, hardwareFact('/').command).script)
    const { stdout } = spawnSync('bash', ['-s'], {
      input: input.replaceAll(RECORD_DIRECTORY, shellQuote(folder)),
      encoding: 'utf8',
    })
    return hardwareFact('/').parse(stdout).diskSamples
  }
  return { folder, file, run, told }
}

test('a run leaves what is free, for root alone, and a look finds it', () => {
  const { file, run, told } = host('')
  const { status, stdout, stderr } = run(sh`disk_sample / run`, sh`disk_sample / run`)
  expect([status, stdout, stderr]).toEqual([0, '', ''])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const found = told() ?? []
  expect(found).toHaveLength(2)
  expect(found[0]?.byRun).toBe(true)
  expect(Math.abs((found[0]?.at ?? 0) - Date.now() / 1000)).toBeLessThan(3600)
  expect(found[0]?.freeMib).toBeGreaterThan(0)
})

test('a timer measures again only some hours later, and what is kept is bounded', () => {
  const { file, run } = host('')
  run(sh`disk_sample / timer`, sh`disk_sample / timer`)
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2)
  const many = host(Array.from({ length: 300 }, (_, at) => `${1_000_000_000 + at} 5 timer\n`).join(''))
  many.run(sh`disk_sample / timer`)
  const kept = readFileSync(many.file, 'utf8').trim().split('\n')
  expect([kept.length, kept[0]]).toEqual([100, '1000000201 5 timer'])
})

test('where no record is kept nothing is written, and junk is no harm', () => {
  const { folder, run, told } = host()
  expect(run(sh`disk_sample / run`).status).toBe(0)
  expect([existsSync(folder), told()]).toEqual([false, undefined])
  const junk = host('$(touch x) `id`\n-1 -2 run\n99999999999999999999 1 run\n')
  expect(junk.run(sh`disk_sample / timer`).stderr).toBe('')
  expect(junk.told()).toHaveLength(1)
})
