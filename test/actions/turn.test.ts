import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUSY, unlessBusy } from '../../src/actions/turn.js'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** Runs a script as if the turn of the host were taken at that place. */
function at(turn: string, command: Command): { code: number | null; says: string } {
  const script = show(command.script).replaceAll('/run/metis-installer', `'${turn.replaceAll("'", `'\\''`)}'`)
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  return { code: status, says: stdout + stderr }
}

test('a script that is not to disturb runs where nobody works, and where nobody ever has', () => {
  const turn = join(temporaryFolder(), 'turn')
  const script = lines(unlessBusy, sh`echo runs`)
  expect(at(turn, script)).toEqual({ code: 0, says: 'runs\n' })
  mkdirSync(turn)
  expect(at(turn, script)).toEqual({ code: 0, says: 'runs\n' })
})

test('it ends at once where somebody works, and keeps nobody from working', () => {
  const turn = temporaryFolder()
  const held = sh`exec 9<${turn}; flock 9`
  const asked = lines(held, sh`(`, unlessBusy, sh`echo runs); echo "ended $?"`)
  expect(at(turn, asked)).toEqual({ code: 0, says: `ended ${BUSY}\n` })
  const works = lines(unlessBusy, sh`flock -n ${turn} echo works`)
  expect(at(turn, works)).toEqual({ code: 0, says: 'works\n' })
  expect(execFileSync('flock', ['-n', turn, 'echo', 'free'], { encoding: 'utf8' })).toBe('free\n')
})
