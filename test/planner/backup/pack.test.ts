import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../../../src/lib/digest.js'
import { fill } from '../../../src/lib/text.js'
import {
  packCommand,
  packedCommand,
  removePackedCommand,
  roomCommand,
  type WhenSilent,
} from '../../../src/planner/backup/pack.js'
import type { PlacedPart } from '../../../src/planner/backup/parts.js'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pack-'))
  mkdirSync(join(root, 'bin'))
})
afterEach(() => rmSync(root, { recursive: true }))

const identity: PlacedPart = {
  ...{ host: 'h1', instance: 'carrier', kind: 'paths', what: 'identity', name: 'carrier-identity.tar.gz' },
  paths: ['data/p2p', 'data/datadir', 'data/never-made'],
}
const database: PlacedPart = {
  ...{ host: 'h1', instance: 'admin', kind: 'database', what: 'identity', name: 'metis_admin.sql.gz' },
  ...{ paths: [], database: 'metis_admin' },
}
const topology = () => ({ installDirectory: join(root, 'metis') })

/** As a run carries it out: each action in a shell of its own that ends with its first failure. */
function bash(...commands: { readonly script: Parameters<typeof fill>[0] }[]) {
  const actions = commands.map(
    ({ script }) => `( set -e\n${fill(script, () => '')}\n); code=$?; [ $code = 0 ] || exit $code`,
  )
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` }
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], {
    ...{ input: actions.join('\n'), encoding: 'utf8', env },
  })
  return { status, stdout, stderr }
}

function program(name: string, body: string): void {
  writeFileSync(join(root, 'bin', name), `#!/bin/bash\n${body}\n`)
  chmodSync(join(root, 'bin', name), 0o755)
}

function install(): string {
  const data = join(root, 'metis/carrier/data')
  mkdirSync(join(data, 'p2p'), { recursive: true })
  mkdirSync(join(data, 'datadir'))
  writeFileSync(join(data, 'p2p/p2p_priv_key'), 'the key', { mode: 0o600 })
  writeFileSync(join(data, 'datadir/000001.ldb'), 'x'.repeat(5000))
  return data
}

test('files are packed under relative names, with their sum beside them, for root alone', () => {
  install()
  const { status, stdout } = bash(
    roomCommand(topology(), [identity]),
    packCommand(topology(), identity, 'fail'),
    packedCommand(topology()),
  )
  expect(status).toBe(0)
  const packed = join(root, 'metis/.backup/carrier-identity.tar.gz')
  const bytes = readFileSync(packed)
  expect(stdout).toBe(`carrier-identity.tar.gz ${sha256(bytes)} ${bytes.length} 0\n`)
  const names = spawnSync('tar', ['-tzf', packed], { encoding: 'utf8' }).stdout.split('\n')
  expect(names).toEqual([
    'data/p2p/',
    'data/p2p/p2p_priv_key',
    'data/datadir/',
    'data/datadir/000001.ldb',
    '',
  ])
  expect(
    spawnSync('stat', ['-c', '%a', packed, join(root, 'metis/.backup')], { encoding: 'utf8' }).stdout,
  ).toBe('600\n700\n')
  expect(bash(removePackedCommand(topology()), packedCommand(topology()))).toMatchObject({
    ...{ status: 0, stdout: '' },
  })
})

test('nothing is packed of an instance that was never there', () => {
  mkdirSync(join(root, 'metis'))
  const said = bash(
    roomCommand(topology(), [identity]),
    packCommand(topology(), identity, 'fail'),
    packedCommand(topology()),
  )
  expect(said).toEqual({ status: 0, stdout: '', stderr: '' })
})

test('a disk that is too small is found before anything is packed', () => {
  install()
  program('df', 'echo head; echo "disk 10M 5M 5M 50% /"')
  const { status, stdout } = bash(roomCommand(topology(), [identity]))
  expect({ status, stdout }).toEqual({
    status: 1,
    stdout: `packing may take 64 MiB below ${join(root, 'metis')}, and 5 MiB are free\n`,
  })
})

const DUMP = `-- MariaDB dump
CREATE DATABASE metis_admin;
INSERT INTO \\\`local_org\\\` VALUES (1,'acme');
INSERT INTO \\\`sys_user\\\` VALUES (1,'admin','x');
-- Dump completed on 2026-11-30`

function dump(client: string, dumper: string, whenSilent: WhenSilent) {
  program('mariadb', client)
  program('mariadb-dump', dumper)
  mkdirSync(join(root, 'metis'))
  const { status, stdout } = bash(
    roomCommand(topology(), []),
    packCommand(topology(), database, whenSilent),
    packedCommand(topology()),
  )
  return { status, stdout }
}

test('a database is dumped without stopping its server, its rows counted', () => {
  const { status, stdout } = dump('echo metis_admin', `echo "$*" >${root}/asked; echo "${DUMP}"`, 'fail')
  expect({ status, rows: stdout.split(' ')[3] }).toEqual({ status: 0, rows: '2\n' })
  const sql = gunzipSync(readFileSync(join(root, 'metis/.backup/metis_admin.sql.gz'))).toString()
  expect(sql).toContain("INSERT INTO `sys_user` VALUES (1,'admin','x');")
  expect(readFileSync(join(root, 'asked'), 'utf8')).toMatch(
    /--single-transaction .*--databases metis_admin\n$/,
  )
})

test('a dump that breaks off is none', () => {
  expect(dump('echo metis_admin', 'echo "INSERT INTO"', 'fail')).toEqual({
    status: 1,
    stdout: 'the dump of the database has no end\n',
  })
  rmSync(join(root, 'metis'), { recursive: true })
  expect(dump('echo metis_admin', `echo "${DUMP}"; exit 2`, 'fail').status).toBe(2)
})

test('a database that was never made need not be saved', () => {
  expect(dump('true', 'exit 1', 'fail')).toEqual({ status: 0, stdout: '' })
})

test('a server that does not answer fails the backup where its database would be dropped, and only there', () => {
  expect(dump('exit 1', 'exit 1', 'fail')).toEqual({
    status: 1,
    stdout: 'the database server does not answer, so that its databases cannot be saved\n',
  })
  rmSync(join(root, 'metis'), { recursive: true })
  expect(dump('exit 1', 'exit 1', 'go on')).toEqual({ status: 0, stdout: '' })
})
