import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Command, sh } from '../../../src/lib/command.js'
import { sha256 } from '../../../src/lib/digest.js'
import { fill } from '../../../src/lib/text.js'
import type { SavedPart } from '../../../src/planner/backup/kept-part.js'
import { packCommand, packedDirectory } from '../../../src/planner/backup/pack.js'
import { packedDirectoryCommand, unpackCommand } from '../../../src/planner/backup/unpack.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unpack's "))
  mkdirSync(join(folder, 'bin'))
  program('systemctl', 'case $1 in show) echo ActiveState=inactive;; esac')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, body: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/bash\n${body}\n`)
  chmodSync(join(folder, 'bin', name), 0o755)
}

/** As a run carries an action out: in a shell of its own that ends with its first failure. */
function run(command: Command, before: Command = sh`:`) {
  const script = [before, command].map((one) => fill(one.script, () => '')).join('\n')
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], {
    ...{ input: `( set -e\n${script}\n)`, encoding: 'utf8', env },
  })
  return { status, said: stdout + stderr }
}

/** Nobody but root can give files away. */
const OWNER = `${process.getuid?.()}:${process.getgid?.()}`
const at = (host: string) => ({ installDirectory: join(folder, host) })
const PART = { host: 'h1', instance: 'carrier', kind: 'paths', what: 'identity' } as const
const NAME = 'carrier-identity.tar.gz'
const PATHS = ['data/p2p', 'data/datadir']

/** What a carrier of that key has on a host, packed; where, and as what. */
function packedOn(host: string, key: string): SavedPart {
  const place = at(host)
  put(`${place.installDirectory}/carrier/data/p2p/p2p_priv_key`, key)
  put(`${place.installDirectory}/carrier/data/datadir/datachain/CURRENT`, `of ${key}`)
  const part = { ...PART, name: NAME, paths: PATHS }
  expect(run(packedDirectoryCommand(place))).toEqual({ status: 0, said: '' })
  expect(run(packCommand(place, part, 'fail'))).toEqual({ status: 0, said: '' })
  const bytes = readFileSync(join(packedDirectory(place), NAME))
  return { ...part, sha256: sha256(bytes), size: bytes.length }
}

function put(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content, { mode: 0o600 })
}

/** As it comes from a backup. */
function carry(from: string, to: string, part: SavedPart): void {
  run(packedDirectoryCommand(at(to)))
  writeFileSync(
    join(packedDirectory(at(to)), part.name),
    readFileSync(join(packedDirectory(at(from)), part.name)),
  )
}

const keyOn = (host: string) => readIfThere(`${at(host).installDirectory}/carrier/data/p2p/p2p_priv_key`)
const currentOn = (host: string) =>
  readIfThere(`${at(host).installDirectory}/carrier/data/datadir/datachain/CURRENT`)

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

test('what was packed is back on a fresh host, for the service alone', () => {
  const part = packedOn('h1', 'the key')
  carry('h1', 'fresh', part)
  mkdirSync(`${at('fresh').installDirectory}/carrier/data/datadir`, { recursive: true })
  expect(run(unpackCommand(at('fresh'), part, OWNER))).toEqual({
    ...{ status: 0, said: 'data/p2p is back\ndata/datadir is back\n' },
  })
  expect([keyOn('fresh'), currentOn('fresh')]).toEqual(['the key', 'of the key'])
  const home = `${at('fresh').installDirectory}/carrier`
  expect(readdirSync(home)).toEqual(['data'])
  expect(
    [`${home}/data/p2p`, `${home}/data/p2p/p2p_priv_key`].map((path) => statSync(path).mode & 0o777),
  ).toEqual([0o700, 0o600])
})

test('what is there is moved aside, never written over', () => {
  const part = packedOn('h1', 'the key')
  put(`${at('h1').installDirectory}/carrier/data/p2p/p2p_priv_key`, 'another key')
  const { status, said } = run(unpackCommand(at('h1'), part, OWNER))
  expect([status, said]).toEqual([
    0,
    expect.stringMatching(/^what was data\/p2p is in .*\/carrier\/moved\/\d{8}T\d{6}Z\n/),
  ])
  expect(keyOn('h1')).toBe('the key')
  const [stamp = ''] = readdirSync(`${at('h1').installDirectory}/carrier/moved`)
  const aside = `${at('h1').installDirectory}/carrier/moved/${stamp}/data/p2p/p2p_priv_key`
  expect(readFileSync(aside, 'utf8')).toBe('another key')
})

test('bytes that are not what the backup says, or did not come, are not unpacked', () => {
  const part = packedOn('h1', 'the key')
  carry('h1', 'fresh', part)
  mkdirSync(`${at('fresh').installDirectory}/carrier`)
  const other = run(unpackCommand(at('fresh'), { ...part, sha256: '0'.repeat(64) }, OWNER))
  expect(other).toEqual({ status: 1, said: expect.stringContaining('is not what the backup says') })
  expect(run(unpackCommand(at('fresh'), part, OWNER))).toEqual({
    status: 1,
    said: expect.stringContaining('is not there'),
  })
  expect(keyOn('fresh')).toBeUndefined()
})

test('an archive with names that lead elsewhere leaves nothing there, and a link is not followed', () => {
  const part = packedOn('h1', 'the key')
  const away = join(folder, 'away')
  mkdirSync(away)
  const evil = join(packedDirectory(at('h1')), NAME)
  spawnSync('tar', [
    '-czPf',
    evil,
    '--transform',
    's|^|../../|',
    '-C',
    `${at('h1').installDirectory}/carrier`,
    'data',
  ])
  const sum = sha256(readFileSync(evil))
  run(unpackCommand(at('h1'), { ...part, sha256: sum }, OWNER))
  expect(existsSync(join(folder, 'h1/data'))).toBe(false)

  const honest = packedOn('h2', 'the key')
  carry('h2', 'linked', honest)
  mkdirSync(`${at('linked').installDirectory}/carrier`)
  symlinkSync(away, `${at('linked').installDirectory}/carrier/data`)
  expect(run(unpackCommand(at('linked'), honest, OWNER))).toEqual({
    ...{ status: 1, said: expect.stringContaining('is a symbolic link') },
  })
  expect(readdirSync(away)).toEqual([])
})

test('cut off before any of its commands and done again it ends the same', () => {
  const part = packedOn('h1', 'the key')
  const killedAt = (count: number) =>
    sh`asked=0; trap 'asked=$((asked + 1)); [ "$asked" -lt ${count} ] || kill -9 $BASHPID' DEBUG; set -T`
  for (let count = 1; ; count += 2) {
    const host = `cut-${count}`
    carry('h1', host, part)
    put(`${at(host).installDirectory}/carrier/data/p2p/p2p_priv_key`, 'another key')
    const cut = run(unpackCommand(at(host), part, OWNER), killedAt(count))
    expect([count, run(unpackCommand(at(host), part, OWNER)).status]).toEqual([count, 0])
    expect([count, keyOn(host), currentOn(host)]).toEqual([count, 'the key', 'of the key'])
    const kept = spawnSync('grep', ['-rl', 'another key', at(host).installDirectory], {
      encoding: 'utf8',
    }).stdout
    expect([count, kept]).toEqual([count, expect.stringContaining('/moved/')])
    if (cut.status === 0) return
  }
})

const SQL = `/*M!999999\\- enable the sandbox mode */
CREATE DATABASE metis_admin;
INSERT INTO \`local_org\` VALUES (1,'acme');
INSERT INTO \`sys_user\` VALUES (1,'admin','INSERT INTO \`no_table\`');
INSERT INTO \`sys_user\` VALUES (2,'other','x');
-- Dump completed on 2026-11-30
`

/** A server that keeps what is loaded as text, and counts as it is told; what it was asked is in `asked`. */
function load(counts: Readonly<Record<string, number>>, { tables = 0 } = {}) {
  const cases = Object.entries(counts).map(([table, rows]) => `*'COUNT(*)'*'\`${table}\`'*) echo ${rows};;`)
  program(
    'mariadb',
    `echo "$*" >>"${folder}/asked"
case "$*" in
*information_schema.tables*) if [ -e "${folder}/loaded" ]; then echo 2; else echo ${tables}; fi;;
${cases.join('\n')}
*' -e '*) ;;
*) cat >"${folder}/loaded";;
esac`,
  )
  program('mariadb-dump', 'echo "what was there"')
  const place = at('h1')
  run(packedDirectoryCommand(place))
  mkdirSync(`${place.installDirectory}/admin`, { recursive: true })
  const bytes = gzipSync(SQL)
  writeFileSync(join(packedDirectory(place), 'metis_admin.sql.gz'), bytes)
  return run(
    unpackCommand(
      place,
      {
        ...{
          ...PART,
          instance: 'admin',
          kind: 'database',
          name: 'metis_admin.sql.gz',
          database: 'metis_admin',
        },
        ...{ paths: [], sha256: sha256(bytes), size: bytes.length },
      },
      OWNER,
    ),
  )
}

test('a database is loaded as a whole, and every table has as many rows as in the backup', () => {
  const { status, said } = load({ local_org: 1, sys_user: 2 })
  expect({ status, said }).toEqual({
    ...{ status: 0, said: 'the database metis_admin is back: 2 tables, 3 rows, as many as in the backup\n' },
  })
  // Older clients end at the line that newer dumps begin with.
  expect(readFileSync(join(folder, 'loaded'), 'utf8')).toBe(SQL.split('\n').slice(1).join('\n'))
  const asked = readFileSync(join(folder, 'asked'), 'utf8')
  expect(asked).toContain('DROP DATABASE IF EXISTS `metis_admin`')
  expect(asked.trimEnd().split('\n').slice(-2)[0]).toContain('SET GLOBAL event_scheduler = ON')
})

test('a table that came with other rows fails the restore', () => {
  expect(load({ local_org: 0, sys_user: 2 })).toEqual({
    ...{ status: 1, said: 'local_org has 0 rows, and 1 in the backup\n' },
  })
})

test('a database that is there is kept as a dump', () => {
  const { status, said } = load({ local_org: 1, sys_user: 2 }, { tables: 2 })
  expect([status, said]).toEqual([0, expect.stringMatching(/^the database had 2 tables here: they are in /)])
  const moved = join(at('h1').installDirectory, 'admin/moved')
  const [stamp = ''] = readdirSync(moved)
  expect(readFileSync(join(moved, stamp, 'metis_admin.sql'), 'utf8')).toBe('what was there\n')
})
