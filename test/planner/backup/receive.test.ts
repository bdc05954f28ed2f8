import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBackup } from '../../../src/backup/read-backup.js'
import { shellQuote } from '../../../src/lib/text.js'
import { host, SALT } from './this-host.js'

const DOOR = { port: 2222, keys: ['ssh-ed25519 AAAAhostkey', 'ecdsa-sha2-nistp256 AAAAother'] }

/** A host with backups that go to another one, which is this machine too: ssh runs what that key may run there. */
function sender() {
  const made = host({ door: DOOR })
  const { at, program } = made
  const own = readFileSync(at('authorized_keys'), 'utf8')
  const command = (of: string) =>
    new RegExp(`^restrict,command="(.+)" ssh-ed25519 \\S+ ${of}$`, 'm').exec(own)?.[1]
  const way = (through = 'cat') => {
    const run = (command('h1') ?? '')
      .replaceAll('\\"', '"')
      .replace('/usr/local/sbin/create-metis-node-receive-acme', shellQuote(at('receive')))
    program(
      'ssh',
      `printf '%s\\n' "$@" >${shellQuote(at('ssh-words'))}
identity=; for word; do [ "$identity" != next ] || identity=$word; [ "$word" != -i ] || identity=next; [ -f "$identity" ] && break; done
cp -- "$identity" ${shellQuote(at('login'))}; cp -- "\${identity%/*}/receiver" ${shellQuote(at('known'))}
export SSH_ORIGINAL_COMMAND="\${@: -1}"
${through} | sh -c ${shellQuote(run)}`,
    )
  }
  way()
  const receive = (word: string, input: string | Buffer = '') =>
    spawnSync('bash', [at('receive'), 'h1', word], { input, encoding: 'utf8' })
  return { ...made, own, way, receive, there: () => made.files('kept/acme') }
}

test('what a host has made goes to another one, whole, and nothing of it stays here', async () => {
  const { at, run, there, own } = sender()
  const { status, stderr, stdout } = run()
  expect([stderr, status]).toEqual(['', 0])
  const [name = '', ...others] = there()
  expect(others).toEqual([])
  expect(name).toMatch(/^acme-\d{8}T\d{6}Z-h1\.metis-backup$/)
  expect(stdout).toContain(`kept ${name}`)
  const manifest = await readBackup({ path: at(`kept/acme/${name}`), key: { salt: SALT } })
  expect(manifest.parts.map(({ name: one }) => one)).toEqual([
    'carrier-identity.tar.gz',
    'metis_admin.sql.gz',
  ])
  expect(readFileSync(at(`received/stored/${name}`), 'utf8')).toMatch(/^[0-9a-f]{64} \d+ \d+ \d+\n$/)
  expect([existsSync(at('install/.backup-byhost')), existsSync(at('state/failed'))]).toEqual([false, false])
  // Its own key, and no host key that it was not told of.
  const shown = spawnSync('ssh-keygen', ['-y', '-f', at('login')], { encoding: 'utf8' }).stdout.trim()
  expect(own).toMatch(new RegExp(`" ${shown.replaceAll('+', '\\+')} h1$`, 'm'))
  expect(readFileSync(at('known'), 'utf8')).toBe(DOOR.keys.map((key) => `receiver ${key}\n`).join(''))
  const words = readFileSync(at('ssh-words'), 'utf8').split('\n')
  expect(words).toEqual(expect.arrayContaining(['StrictHostKeyChecking=yes', '-p', '2222', 'metis-backups']))
})

test('only so many of that host are kept, and none of another one is touched', () => {
  const { at, run, there } = sender()
  const old = ['20250101', '20250102', '20250103'].map((day) => `acme-${day}T023000Z-h1.metis-backup`)
  const theirs = ['acme-20250101T023000Z-h2.metis-backup', 'acme-20250101T023000Z-a-h1.metis-backup']
  for (const name of [...old, ...theirs]) writeFileSync(at(`kept/acme/${name}`), '')
  expect(run().status).toBe(0)
  const made = there().filter((name) => ![...old, ...theirs].includes(name))
  expect(made).toHaveLength(1)
  expect(there()).toEqual([...theirs, old[2], ...made].toSorted())
})

test('one that is away, or takes nothing, is told before anything is stopped', () => {
  const { at, run, units, failed, program, way, there } = sender()
  program('ssh', 'echo "ssh: connect to host 10.0.1.12 port 2222: No route to host" >&2; exit 255')
  expect(run().status).toBe(1)
  expect(failed()).toMatch(/^h2 \(\S+, port 2222\) does not take it: ssh: connect to .*No route to host$/)
  expect(units()).toEqual([])
  way()
  rmSync(at('kept/acme'), { recursive: true })
  expect(run().status).toBe(1)
  expect(failed()).toContain('is not there, or not as it was')
  // Whatever it says is cut, and steers no terminal.
  program('ssh', "printf '\\033[31m'; yes x")
  expect(run('try').stdout).toMatch(/^h2 .* does not take it: [ -~]*\n$/)
  expect(existsSync(at('kept/acme'))).toBe(false)
  expect(there).toThrow()
})

test('where too many hosts come at once, or a connection breaks, it tries again a few times', () => {
  const { at, run, program, there, failed } = sender()
  const works = readFileSync(at('bin/ssh'), 'utf8').replace('#!/bin/bash\n', '')
  const drop = (count: number) =>
    program(
      'ssh',
      `echo x >>${shellQuote(at('tries'))}
[ "$(wc -l <${shellQuote(at('tries'))})" -gt ${count} ] || { head -c 500 >/dev/null; echo 'Connection closed by 10.0.0.2 port 2222' >&2; exit 255; }
${works}`,
    )
  drop(4)
  expect(run().status).toBe(0)
  expect(there()).toHaveLength(1)
  drop(20)
  rmSync(at('tries'))
  expect(run().status).toBe(1)
  expect(failed()).toContain('does not take it: Connection closed by 10.0.0.2')
  expect(readFileSync(at('tries'), 'utf8').split('\n')).toHaveLength(6)
})

test('what was cut off on the way, or changed, has no name there, and the next one comes', () => {
  const { run, way, there, failed } = sender()
  for (const through of ['head -c 3000', 'head -c -1', 'sed "s/acme/acne/"']) {
    way(`if [ "$SSH_ORIGINAL_COMMAND" = put ]; then ${through}; else cat; fi`)
    expect(run().status, through).toBe(1)
    expect(failed(), through).toContain('what has come is not what was sent, or not all of it')
    expect(there()).toEqual([])
  }
  way()
  expect(run().status).toBe(0)
  expect(there()).toHaveLength(1)
})

test('a host can fill no more than it may, take no turn of its own twice, and say nothing else', () => {
  const { at, receive, there } = sender()
  const script = readFileSync(at('receive'), 'utf8')
  writeFileSync(at('receive'), script.replace(/largest=\d+/, 'largest=1000'))
  expect(receive('put', Buffer.alloc(20_000_000)).stderr).toContain('it has more than')
  expect(there()).toEqual([])
  // As if the disk were that full.
  writeFileSync(
    at('receive'),
    script.replace(/spare=\d+/, 'spare=$((2 ** 62))').replace(/total \/ 10/g, 'total'),
  )
  expect(receive('put', 'x').stderr).toContain('which stay free')
  writeFileSync(at('receive'), script)
  const held = `exec 9>${shellQuote(at('received/stored/.h1'))}; flock 9; bash ${shellQuote(at('receive'))} h1 put </dev/null`
  expect(spawnSync('bash', ['-c', held], { encoding: 'utf8' }).stderr).toContain(
    'another backup of h1 is on its way',
  )
  for (const word of ['', 'put x', 'sh', '../put', '$(touch x)', 'scp -t /', 'internal-sftp']) {
    const said = receive(word)
    expect([said.status, said.stdout], word).toEqual([1, ''])
  }
  expect(there()).toEqual([])
})
