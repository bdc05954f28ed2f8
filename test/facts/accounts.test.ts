import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { accountsFact } from '../../src/facts/accounts.js'
import { fill } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const { parse } = accountsFact('/')

test('accounts with their comments, whose data are, and what there is no account for any more', () => {
  const output = `account metis-via:998:/nonexistent:Metis via of acme
account metis:999:/opt/metis:
.
link data-8700 /mnt/disk/data
owner 998 metis-via via/data
owner 995 UNKNOWN .removed/carrier-20261130T123000Z/data
owner 0 root odd $(name)/data
`
  expect(parse(output)).toEqual({
    known: [
      { name: 'metis-via', uid: 998, home: '/nonexistent', comment: 'Metis via of acme' },
      { name: 'metis', uid: 999, home: '/opt/metis', comment: '' },
    ],
    owners: [
      { path: 'via/data', uid: 998, user: 'metis-via' },
      { path: '.removed/carrier-20261130T123000Z/data', uid: 995, user: 'UNKNOWN' },
    ],
    links: { 'data-8700': ['/mnt/disk/data'] },
  })
  expect(parse('')).toBeUndefined()
})

test('a host says it of what lies in its install directory', () => {
  const root = temporaryFolder()
  for (const path of ['via/data', '.removed/via-20261130T123000Z/data', 'data-8700'])
    mkdirSync(join(root, path), { recursive: true })
  symlinkSync('/usr', join(root, 'data-8700/data'))
  const { command } = accountsFact(root)
  const { stdout } = spawnSync('bash', ['-s'], { input: fill(command.script, () => ''), encoding: 'utf8' })
  const found = parse(stdout)
  expect(found?.owners.map(({ path }) => path).toSorted()).toEqual([
    '.removed/via-20261130T123000Z/data',
    'data-8700/data',
    'via/data',
  ])
  expect(found?.links).toEqual({ 'data-8700': ['/usr'] })
})

test('an install directory that is a link is told by where it leads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'disk'))
  symlinkSync('disk', join(folder, 'metis'))
  const { command } = accountsFact(join(folder, 'metis'))
  const { stdout } = spawnSync('bash', ['-s'], { input: fill(command.script, () => ''), encoding: 'utf8' })
  expect(parse(stdout)?.root).toBe(realpathSync(join(folder, 'disk')))
})
