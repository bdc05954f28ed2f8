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
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'
import { handOver, type Luggage, luggagePath, takeBack, takeOver } from '../../src/planner/hand-over.js'
import { databasesAside } from '../../src/planner/moved-database.js'

/** Nobody but root can give files away. */
const OWNER = `${process.getuid?.()}:${process.getgid?.()}`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hand-over-'))
  program('systemctl', `echo "$*" >>${folder}/asked\n[ "$1" != show ] || echo ActiveState=inactive`)
})
afterEach(() => rmSync(folder, { recursive: true }))

function program(name: string, body: string) {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'bin', name), `#!/bin/bash\n${body}\n`)
  chmodSync(join(folder, 'bin', name), 0o755)
}

/** As a batch runs an action: in a shell of its own. */
function run(command: Command, before: Command = sh`:`) {
  const script = fill(lines(before, sh`(\nset -e\n${command}\n)`).script, () => '')
  const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` }
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], { input: script, encoding: 'utf8', env })
  return { status, said: stdout + stderr }
}

function at(host: string, databases: readonly string[] = []): Luggage {
  const home = join(folder, host, 'carrier')
  mkdirSync(home, { recursive: true })
  return { home, unit: 'metis-carrier.service', paths: ['data/p2p', 'data/datadir'], databases }
}

function put(path: string, content: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** A carrier with key and database, as it was installed. */
function installed(host: string): Luggage {
  const luggage = at(host)
  put(`${luggage.home}/data/p2p/p2p_priv_key`, 'key')
  put(`${luggage.home}/data/datadir/datachain/CURRENT`, 'identity')
  return luggage
}

function carry(from: Luggage, to: Luggage) {
  put(luggagePath(to.home), '')
  spawnSync('cp', [luggagePath(from.home), luggagePath(to.home)])
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
const keyOf = ({ home }: Luggage) => read(`${home}/data/p2p/p2p_priv_key`)
const identityOf = ({ home }: Luggage) => read(`${home}/data/datadir/datachain/CURRENT`)

test('what is handed over is stopped for good, packed under relative names, and no longer where it would be started with', () => {
  const old = installed('h2')
  expect(run(handOver(old))).toMatchObject({ status: 0, said: expect.stringMatching(/^packed \d+ bytes\n$/) })
  expect(read(join(folder, 'asked'))?.split('\n').slice(0, 2)).toEqual([
    '--quiet disable metis-carrier.service',
    'stop metis-carrier.service',
  ])
  expect(existsSync(`${old.home}/data`)).toBe(false)
  const { stdout } = spawnSync('tar', ['-tzf', luggagePath(old.home)], { encoding: 'utf8' })
  expect(stdout.split('\n').filter((name) => /^\/|^\.\//.test(name))).toEqual([])
  expect(stdout).toContain('data/p2p/p2p_priv_key\n')
})

test('what has come takes its place, and what was there is moved aside', () => {
  const [old, fresh] = [installed('h2'), at('h3')]
  put(`${fresh.home}/data/p2p/p2p_priv_key`, 'another key')
  mkdirSync(`${fresh.home}/data/datadir`)
  run(handOver(old))
  carry(old, fresh)
  expect(run(takeOver(fresh, OWNER)).status).toBe(0)
  expect([keyOf(fresh), identityOf(fresh)]).toEqual(['key', 'identity'])
  const [aside = ''] = readdirSync(`${fresh.home}/moved`)
  expect(read(`${fresh.home}/moved/${aside}/data/p2p/p2p_priv_key`)).toBe('another key')
  expect(existsSync(`${fresh.home}/.hand-over`)).toBe(false)
})

test('a move that is given up brings all of it back', () => {
  const old = installed('h2')
  run(handOver(old))
  mkdirSync(`${old.home}/data`)
  expect(run(takeBack(old, OWNER))).toEqual({ status: 0, said: '' })
  expect([keyOf(old), identityOf(old)]).toEqual(['key', 'identity'])
  expect(run(takeBack(old, OWNER)).status).toBe(0)
  expect([keyOf(old), existsSync(`${old.home}/.hand-over`)]).toEqual(['key', false])
})

test('a service that does not stop is not packed', () => {
  const old = installed('h2')
  program('systemctl', '[ "$1" != show ] || echo ActiveState=deactivating')
  expect(run(handOver(old))).toEqual({
    status: 1,
    said: 'metis-carrier.service does not stop (ActiveState=deactivating)\n',
  })
  expect(keyOf(old)).toBe('key')
})

test('where nothing is left of it nothing is handed over', () => {
  const old = at('h2')
  expect(run(handOver(old))).toMatchObject({
    status: 1,
    said: expect.stringContaining('has nothing of data/p2p'),
  })
})

test('newer data are packed anew, whatever an earlier hand-over has left', () => {
  const [old, fresh] = [installed('h2'), at('h3')]
  run(handOver(old))
  run(takeBack(old, OWNER))
  put(`${old.home}/data/datadir/datachain/CURRENT`, 'newer')
  run(handOver(old))
  mkdirSync(`${fresh.home}/data`)
  carry(old, fresh)
  run(takeOver(fresh, OWNER))
  expect(identityOf(fresh)).toBe('newer')
})

/** Kills the shell before the program of that number that it starts. */
function killedAt(count: number): Command {
  return sh`asked=0; trap 'asked=$((asked + 1)); [ "$asked" -lt ${count} ] || kill -9 $BASHPID' DEBUG; set -T`
}

test('cut off before any of its commands, each step goes on and ends the same', () => {
  let most = 0
  for (let count = 1; ; count += 3) {
    const [old, fresh] = [installed(`old-${count}`), at(`new-${count}`)]
    mkdirSync(`${fresh.home}/data`)
    const cut = run(handOver(old), killedAt(count))
    // Whoever starts it now finds all of its data, or nothing of them.
    expect([keyOf(old), identityOf(old)].filter((one) => one === undefined)).not.toHaveLength(1)
    const { status, said } = run(handOver(old))
    expect([count, status, said]).toEqual([count, 0, expect.stringMatching(/packed/)])
    expect(keyOf(old)).toBeUndefined()
    carry(old, fresh)
    run(takeOver(fresh, OWNER), killedAt(count))
    if (keyOf(fresh) !== 'key' || existsSync(luggagePath(fresh.home)) || identityOf(fresh) === undefined) {
      carry(old, fresh)
      expect([count, run(takeOver(fresh, OWNER)).status]).toEqual([count, 0])
    }
    expect([count, keyOf(fresh), identityOf(fresh)]).toEqual([count, 'key', 'identity'])
    most = count
    if (cut.status === 0) break
  }
  expect(most).toBeGreaterThan(20)
})

/** A database server of one table, whose rows are lines of a file; `loads` is what it makes of a dump. */
function server(host: string, rows: string, loads = 'cat') {
  const file = join(folder, `${host}.rows`)
  writeFileSync(file, rows)
  program(
    'mariadb',
    `rows=$(grep -c . ${file})
case "$*" in
*'SELECT table_name'*) [ "$rows" = 0 ] || echo local_org;;
*'SELECT COUNT'*information_schema*) echo "$((rows > 0))";;
*'SELECT COUNT'*) echo "$rows";;
*'DROP DATABASE'*) : >${file};;
*' -e '*) ;;
*) ${loads} >${file};;
esac`,
  )
  program(
    'mariadb-dump',
    `case "$*" in *--no-create-info*) sed 's/^/INSERT /' ${file};; *) cat ${file};; esac`,
  )
  return () => readFileSync(file, 'utf8')
}

/** One with a database alone, as the admin. */
const adminAt = (host: string): Luggage => ({ ...at(host, ['metis_admin']), paths: [] })

test('a database is compared row by row, and what was in its place is kept as a dump', () => {
  const [old, fresh] = [adminAt('h2'), adminAt('h3')]
  const before = server('h2', 'acme\nits rows\n')
  expect(run(handOver(old)).status).toBe(0)
  carry(old, fresh)
  const after = server('h3', 'somebody else\n')
  expect(run(takeOver(fresh, OWNER))).toEqual({
    status: 0,
    said: expect.stringMatching(
      /^the database metis_admin had 1 tables here: they are in .*\nthe database metis_admin is here: 1 tables, the same rows as before\n$/,
    ),
  })
  expect(after()).toBe(before())
  const [aside = ''] = readdirSync(`${fresh.home}/moved`)
  expect(read(`${fresh.home}/moved/${aside}/metis_admin.sql`)).toBe('somebody else\n')
})

test('rows that differ are told, and loaded anew the next time', () => {
  const [old, fresh] = [adminAt('h2'), adminAt('h3')]
  server('h2', 'acme\nits rows\n')
  run(handOver(old))
  carry(old, fresh)
  server('h3', '', 'head -n 1')
  expect(run(takeOver(fresh, OWNER))).toEqual({
    status: 1,
    said: expect.stringContaining('> local_org: 1 rows'),
  })
  const after = server('h3', 'acme\n')
  expect(run(takeOver(fresh, OWNER)).status).toBe(0)
  expect([after(), existsSync(`${fresh.home}/moved`)]).toEqual(['acme\nits rows\n', false])
})

test('a database of who goes for good is dumped where its other data are set aside, then dropped', () => {
  const { home, databases } = adminAt('h2')
  const rows = server('h2', 'acme\nits rows\n')
  for (const _ of [1, 2]) expect(run(databasesAside({ home, databases, isKept: true })).status).toBe(0)
  expect(rows()).toBe('')
  expect(gunzipSync(readFileSync(`${home}/moved/metis_admin.sql.gz`)).toString()).toBe('acme\nits rows\n')

  const gone = server('h2', 'acme\n')
  expect(run(databasesAside({ home: `${home}-gone`, databases, isKept: false })).status).toBe(0)
  expect([gone(), existsSync(`${home}-gone`)]).toEqual(['', false])
})

test('a database that was not dumped whole is not dropped', () => {
  const { home, databases } = adminAt('h2')
  const rows = server('h2', 'acme\n')
  program('mariadb-dump', 'echo half; exit 2')
  expect(run(databasesAside({ home, databases, isKept: true })).status).not.toBe(0)
  expect([rows(), existsSync(`${home}/moved/metis_admin.sql.gz`)]).toEqual(['acme\n', false])
})

test('a database that does not answer is not left behind', () => {
  const old = adminAt('h2')
  program('mariadb', 'echo cannot connect; exit 1')
  expect(run(handOver(old)).status).toBe(1)
  expect(existsSync(luggagePath(old.home))).toBe(false)
})

/** A host in other hands packs what it likes. */
function packed(to: Luggage, make: (folder: string) => void) {
  const work = join(folder, 'theirs')
  for (const made of [work, `${to.home}/data`]) mkdirSync(made, { recursive: true })
  make(work)
  put(luggagePath(to.home), '')
  spawnSync('tar', ['-czf', luggagePath(to.home), '-C', work, '.'])
}

test.each([
  [
    'a link in the place of a folder',
    (work: string) => symlinkSync(join(folder, 'elsewhere'), join(work, 'data')),
  ],
  [
    'a link where the sums of a database will be written',
    (work: string) => {
      put(join(work, 'databases', 'x.sql'), '')
      symlinkSync(join(folder, 'elsewhere', 'file'), join(work, 'databases', 'x.loaded'))
    },
  ],
  [
    'a pipe',
    (work: string) => {
      mkdirSync(join(work, 'data'))
      spawnSync('mkfifo', [join(work, 'data', 'p2p')])
    },
  ],
])('what has come with %s is not unpacked', (_, make) => {
  const fresh = at('h3', ['x'])
  put(join(folder, 'elsewhere', 'p2p', 'p2p_priv_key'), 'of somebody else')
  packed(fresh, make)
  expect(run(takeOver(fresh, OWNER))).toMatchObject({
    status: 1,
    said: expect.stringContaining('links or devices'),
  })
  expect(read(join(folder, 'elsewhere', 'p2p', 'p2p_priv_key'))).toBe('of somebody else')
  expect(existsSync(join(folder, 'elsewhere', 'file'))).toBe(false)
})

test('no program comes along that would run as somebody else', () => {
  const fresh = at('h3')
  packed(fresh, (work) => {
    put(join(work, 'data', 'p2p', 'program'), '')
    chmodSync(join(work, 'data', 'p2p', 'program'), 0o6755)
  })
  expect(run(takeOver(fresh, OWNER)).status).toBe(0)
  expect(statSync(`${fresh.home}/data/p2p/program`).mode & 0o7777).toBe(0o755)
})

test('of a database that has come, neither commands of the client nor names of tables are carried out', () => {
  const fresh = at('h3', ['x'])
  // As the real one: commands of its own only where binary mode is not asked for.
  program(
    'mariadb',
    `echo "mariadb $*" >>${folder}/asked
case " $* " in *' --binary-mode '*) ;; *) touch ${folder}/carried-out;; esac
case "$*" in *table_name*) echo '--result-file=${folder}/written';; *COUNT*) echo 0;; esac; cat >/dev/null`,
  )
  program('mariadb-dump', `echo "dump $*" >>${folder}/asked`)
  packed(fresh, (work) => {
    put(join(work, 'data', 'p2p', 'p2p_priv_key'), 'key')
    put(join(work, 'databases', 'x.sql'), `\\! touch ${folder}/carried-out\n`)
    put(join(work, 'databases', 'x.sums'), '')
  })
  const { status, said } = run(takeOver(fresh, OWNER))
  expect([status, said]).toEqual([1, expect.stringContaining('a name that no table of ours has')])
  expect(existsSync(join(folder, 'carried-out'))).toBe(false)
  expect(read(join(folder, 'asked'))).not.toContain('dump')
})
