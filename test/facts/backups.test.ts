import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backupsFact } from '../../src/facts/backups.js'
import { sha256 } from '../../src/lib/digest.js'
import { show } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

test('a host says of the newest backup of each whether it is as it came, and reads no more than it must', () => {
  const root = temporaryFolder()
  const [state, folder] = [join(root, 'state'), join(root, 'kept')]
  mkdirSync(join(state, 'stored'), { recursive: true })
  mkdirSync(folder)
  const nameOf = (host: string, day = 2) => `acme-2026010${day}T023000Z-${host}.metis-backup`
  const keep = (name: string) => {
    writeFileSync(join(folder, name), `of ${name}`)
    const { size, mtimeMs, ctimeMs } = statSync(join(folder, name))
    const times = [mtimeMs, ctimeMs].map((ms) => Math.floor(ms / 1000)).join(' ')
    writeFileSync(join(state, 'stored', name), `${sha256(`of ${name}`)} ${size} ${times}\n`)
  }
  const ask = (own = state) => {
    const { command, parse } = backupsFact({ backups: { state: own, place: { state, folder } } })
    if (!('script' in command)) throw new Error('no script')
    return parse(execFileSync('bash', ['-c', show(command.script)], { encoding: 'utf8' }))
  }
  expect(ask()).toBeUndefined()
  for (const host of ['a', 'b', 'c', 'd']) keep(nameOf(host))
  keep(nameOf('a', 1))
  rmSync(join(folder, nameOf('a', 1)))
  // Copied back, with another time; emptied; gone.
  writeFileSync(join(folder, nameOf('b')), `of ${nameOf('b')}`)
  writeFileSync(join(folder, nameOf('c')), '')
  rmSync(join(folder, nameOf('d')))
  // What is no file is not waited for.
  execFileSync('mkfifo', [join(state, 'stored', nameOf('e'))])
  writeFileSync(join(state, 'armed'), '')
  writeFileSync(join(state, 'failed'), '1800000000 it is \u001b[31mfull\n')
  const seen = ask()
  expect(seen?.files.map(({ host, state: how }) => `${host} ${how}`).toSorted()).toEqual([
    'a whole',
    'b whole',
    'c damaged',
    'd gone',
  ])
  expect(seen?.failed).toEqual({ at: 1_800_000_000, says: 'it is [31mfull' })
  expect(seen?.armedAt).toBeGreaterThan(0)
  // A host that only gets those of others makes none.
  expect(ask(join(root, 'none'))?.armedAt).toBeUndefined()
})
