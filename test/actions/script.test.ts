import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import { actionScript, receiptScript, voidReceiptsScript } from '../../src/actions/script.js'
import { lines, sh } from '../../src/lib/command.js'
import { consulFunctions } from '../../src/lib/host-functions.js'
import { secret, show, text } from '../../src/lib/text.js'
import { bash } from './bash.js'

let folder: string
const group = bash(sh`id -gn`).output.trim()
const owner = `${userInfo().username}:${group}`

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'actions-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const writeFile = (path: string, content: string | ReturnType<typeof text>, keep = false): Action => ({
  kind: 'write-file',
  path,
  mode: '0640',
  owner,
  content: typeof content === 'string' ? [content] : content,
  ...(keep ? { keep } : {}),
})

test('a file is written as it is, with quotes, dollars, backslashes and the last newline', () => {
  const path = join(folder, 'a dir', "it's.yml")
  const content = 'a: "x"\nb: \'$(false) `false` \\n %s\'\n\n'
  expect(bash(actionScript(writeFile(path, content)))).toEqual({ code: 0, output: '' })
  expect(readFileSync(path, 'utf8')).toBe(content)
  expect((statSync(path).mode & 0o777).toString(8)).toBe('640')
})

test('a secret is filled in, and the printed script does not hold it', () => {
  const path = join(folder, 'config.yml')
  const action = writeFile(path, text`password: ${secret('db', 'json')}\n`)
  expect(show(actionScript(action).script)).toContain('password: ***')
  bash(actionScript(action), () => 'a\'b"c d')
  expect(readFileSync(path, 'utf8')).toBe('password: "a\'b\\"c d"\n')
})

test('identity that is there already is never overwritten, an empty file is no identity', () => {
  const path = join(folder, 'key')
  writeFileSync(path, 'old')
  bash(actionScript(writeFile(path, 'new', true)))
  expect(readFileSync(path, 'utf8')).toBe('old')
  writeFileSync(path, '')
  bash(actionScript(writeFile(path, 'new', true)))
  expect(readFileSync(path, 'utf8')).toBe('new')
})

test('a link is switched even when it points to a directory', () => {
  const path = join(folder, 'current')
  symlinkSync(folder, path)
  bash(actionScript({ kind: 'link', path, target: 'releases/2' }))
  expect(readlinkSync(path)).toBe('releases/2')
})

test('an archive replaces the tree that was there, its top directory dropped', () => {
  bash(
    sh`cd ${folder} && mkdir -p top/sub old && echo 1 > top/sub/file && echo 2 > old/stale && tar -czf a.tgz top`,
  )
  const action: Action = {
    kind: 'unpack',
    from: join(folder, 'a.tgz'),
    path: join(folder, 'old'),
    owner,
    strip: 1,
    sha256: '',
  }
  expect(bash(lines(sh`set -e`, actionScript(action)))).toEqual({ code: 0, output: '' })
  expect(bash(sh`cd ${folder}/old && find . -type f`).output).toBe('./sub/file\n')
})

test('what a full disk has cut off is taken away again, and what was there stays', () => {
  const path = join(folder, 'there')
  bash(
    sh`cd ${folder} && mkdir top tree && head -c 9000 /dev/zero > big && cp big top && tar -cf a.tar top && echo old > there`,
  )
  const from = (name: string) => join(folder, name)
  const actions: Action[] = [
    writeFile(path, 'x'.repeat(9000)),
    { kind: 'install-file', from: from('big'), path, mode: '0755', sha256: '' },
    { kind: 'unpack', from: from('a.tar'), path: from('tree'), owner, strip: 1, sha256: '' },
  ]
  for (const action of actions) {
    // Blocks of 1 KiB: nothing larger can be written.
    const { code } = bash(lines(sh`set -e; ulimit -f 4`, actionScript(action)))
    expect([action.kind, code === 0]).toEqual([action.kind, false])
  }
  expect(bash(sh`cd ${folder} && ls && ls tree && cat there`).output).toBe(
    'a.tar\nbig\nthere\ntop\ntree\nold\n',
  )
})

test('a receipt tells what the host has, and is gone when made void', () => {
  const path = join(folder, 'config.yml')
  writeFileSync(path, 'abc')
  const receipt = {
    id: `file:${path}`,
    organisation: 'acme',
    instance: 'consul',
    inputs: 'i',
    path,
    text: 'a "b"\n',
  }
  bash(receiptScript(folder, receipt))
  const name = bash(sh`cd ${folder} && ls *.json`).output.trim()
  const [first, second = ''] = readFileSync(join(folder, name), 'utf8').split('\n')
  expect(first).toBe(path)
  const stat = bash(sh`stat -c '%s %Y %a %U:%G %F' ${path}`).output.trim()
  expect(JSON.parse(second)).toEqual({ ...receipt, stat })
  bash(voidReceiptsScript(folder, [receipt.id]))
  expect(bash(sh`cd ${folder} && ls`).output).toBe('config.yml\n')
})

test('a key is written once Consul takes it', () => {
  const agent = { address: '10.0.0.1', port: 8500, token: '/nowhere' }
  const put = actionScript({ kind: 'consul-kv', agent, key: 'metis/via_ip_port', value: '1.2.3.4_1' })
  const consul = sh`http() { echo "$*" >> ${folder}/asked; [ "$(wc -l < ${folder}/asked)" = 2 ] && answer=true || return 7; }`
  expect(bash(lines(consul, consulFunctions, put))).toEqual({ code: 0, output: '' })
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(
    'PUT 10.0.0.1 8500 /v1/kv/metis/via_ip_port 1.2.3.4_1\n'.repeat(2),
  )
})

test('waiting ends with what the service said last', () => {
  const health = sh`echo 'no leader'; exit 1`
  const { code, output } = bash(
    actionScript({ kind: 'wait', health, unit: 'metis-consul.service', timeoutSeconds: 0 }),
  )
  expect(code).toBe(1)
  expect(output).toMatch(
    /^no leader\nnot ready after 0 seconds without progress; last log lines of metis-consul.service:\n/,
  )
})

test('waiting ends at once when the process has ended, with its last words', () => {
  const ended = sh`systemctl() {
  case "$*" in *ExecMainStatus*) echo 1;; *) printf '%s\\n' MainPID=0 NRestarts=1 ActiveState=activating SubState=auto-restart;; esac
}
journalctl() { echo 'no data center'; }`
  const wait = actionScript({
    kind: 'wait',
    health: sh`echo 'does not listen'; exit 1`,
    unit: 'metis-carrier.service',
    timeoutSeconds: 3600,
  })
  expect(bash(lines(ended, wait))).toEqual({
    code: 1,
    output:
      'does not listen\nits process has ended (1); last log lines of metis-carrier.service:\nno data center\n',
  })
})

test('waiting goes on while the service works and its log moves', () => {
  const flag = join(folder, 'asked for the log')
  // Every pause takes an hour, in which the service does just as much as it must.
  const busy = sh`sleep() { SECONDS=$((SECONDS + 3600)); }
worked() { echo "$((SECONDS * 5))"; }
systemctl() { printf '%s\\n' MainPID=4711 NRestarts=0 ActiveState=active SubState=running; }
journalctl() { touch ${flag}; echo "$(date +%s).5 host java: booting"; }`
  const wait = actionScript({
    kind: 'wait',
    health: sh`[ -e ${flag} ] || { echo 'boots'; exit 1; }; echo ready`,
    unit: 'metis-admin.service',
    timeoutSeconds: 3600,
  })
  expect(bash(lines(busy, wait))).toEqual({
    code: 0,
    output: 'boots\nnot ready after 3600 seconds, but it gets on: waiting further\nready\n',
  })
})

test('a process that works is seen to, and one that is not there has done nothing', () => {
  const works = sh`while :; do :; done & worker=$!
trap 'kill "$worker"' EXIT
until [ "$(worked "$worker")" -gt 0 ]; do :; done
worked 999999999`
  expect(bash(works)).toEqual({ code: 0, output: '0\n' })
})

test('waiting ends at once when the service is ready', () => {
  const health = sh`echo 'leader 10.0.0.1:8200'`
  const action: Action = { kind: 'wait', health, unit: 'metis-consul.service', timeoutSeconds: 60 }
  expect(bash(actionScript(action))).toEqual({ code: 0, output: 'leader 10.0.0.1:8200\n' })
})

/** As a service could make it in a directory of its own; only root can give a link away. */
function foreignLink(path: string, target: string): void {
  bash(sh`ln -s ${target} ${path} && { [ "$EUID" != 0 ] || chown -h nobody ${path}; }`)
}

test('root does not follow a link that a service has put into its own directory', () => {
  const [link, victim] = [join(folder, 'data_root'), join(folder, 'victim')]
  bash(sh`mkdir -m 0755 ${victim}`)
  foreignLink(link, victim)
  const directory: Action = { kind: 'directory', path: link, mode: '0700', owner }
  expect(bash(actionScript(directory))).toEqual({
    code: 1,
    output: expect.stringContaining('is a symbolic link'),
  })
  expect((statSync(victim).mode & 0o777).toString(8)).toBe('755')
  expect(bash(actionScript(writeFile(join(link, 'key'), 'x', true))).code).toBe(1)
  expect(bash(sh`ls ${victim}`).output).toBe('')
})

test.skipIf(process.getuid?.() !== 0)(
  'a link that root has made is followed, as a disk may be elsewhere',
  () => {
    const [link, there] = [join(folder, 'metis'), join(folder, 'there')]
    bash(sh`mkdir -m 0755 ${there} && ln -s ${there} ${link}`)
    const directory: Action = { kind: 'directory', path: link, mode: '0700', owner }
    expect(bash(actionScript(directory))).toEqual({ code: 0, output: '' })
    expect((statSync(there).mode & 0o777).toString(8)).toBe('700')
  },
)

test('a directory gets those above it, its mode and its owner; one whose account is missing is told', () => {
  const path = join(folder, 'a', 'b', "it's c")
  const directory: Action = { kind: 'directory', path, mode: '0750', owner }
  expect(bash(actionScript(directory))).toEqual({ code: 0, output: '' })
  expect((statSync(path).mode & 0o777).toString(8)).toBe('750')
  expect((statSync(join(folder, 'a')).mode & 0o777).toString(8)).toBe('755')
  expect(bash(actionScript({ ...directory, owner: 'nobody-here' }))).toEqual({
    code: 1,
    output: `${path}: there is no account nobody-here:nobody-here\n`,
  })
})

test('a file does not take the place of a directory', () => {
  mkdirSync(join(folder, 'there'))
  expect(bash(actionScript(writeFile(join(folder, 'there'), 'x')))).toEqual({
    code: 1,
    output: `${join(folder, 'there')}: Is a directory\n`,
  })
  expect(readdirSync(folder)).toEqual(['there'])
})

test('a file is newer than the one before it even when the clock was set back, or systemd would not read it', () => {
  const path = join(folder, 'metis-via.service')
  writeFileSync(path, 'old')
  const later = Math.floor(Date.now() / 1000) + 86_400
  utimesSync(path, later, later)
  bash(actionScript(writeFile(path, 'new')))
  expect([readFileSync(path, 'utf8'), statSync(path).mtimeMs]).toEqual(['new', (later + 1) * 1000])
})

test('when what works on files is killed, what it was asked fails, and what comes next is done', () => {
  const directory = (name: string): Action => ({
    kind: 'directory',
    path: join(folder, name),
    mode: '0700',
    owner,
  })
  const kill = sh`kill -KILL "$FILES_PID"; while kill -0 "$FILES_PID" 2>/dev/null; do :; done`
  const [a, b, c] = ['a', 'b', 'c'].map((name) => actionScript(directory(name)))
  const { code, output } = bash(lines(a ?? sh``, kill, b ?? sh``, sh`echo "$?"`, c ?? sh``))
  expect([code, output.split('\n')[0]]).toEqual([0, `${join(folder, 'b')}: perl ended before this was done`])
  expect(output).not.toContain('sysopen')
  expect(readdirSync(folder)).toEqual(['a', 'c'])
})

test('a link in the place of the temporary file is replaced, not written through', () => {
  const [path, victim] = [join(folder, 'key'), join(folder, 'victim')]
  writeFileSync(victim, 'old')
  foreignLink(`${path}.metis-incoming`, victim)
  bash(actionScript(writeFile(path, 'new')))
  expect([readFileSync(path, 'utf8'), readFileSync(victim, 'utf8')]).toEqual(['new', 'old'])
})

test('packages that were brought along are not installed from a file that has changed since', () => {
  const path = join(folder, 'packages-debian-12.tar')
  writeFileSync(path, 'other packages')
  const from = { path, sha256: 'a'.repeat(64) }
  expect(bash(actionScript({ kind: 'package', names: ['nginx'], from }))).toEqual({
    code: 1,
    output: `${path} is not what was brought here: remove it, and it is brought again\n`,
  })
  expect(existsSync(join(folder, 'unpacked'))).toBe(false)
})

test('a text that looks like a part of a receipt does not break it', () => {
  const path = join(folder, 'carrier.yml')
  writeFileSync(path, '')
  const text = 'enode://x@stat@1.2.3.4 "stat":""'
  bash(
    receiptScript(folder, {
      id: 'file:x',
      organisation: 'acme',
      instance: 'carrier',
      inputs: 'i',
      path,
      text,
    }),
  )
  const name = bash(sh`cd ${folder} && ls *.json`).output.trim()
  const [, json = ''] = readFileSync(join(folder, name), 'utf8').split('\n')
  expect(JSON.parse(json)).toMatchObject({ text, stat: expect.stringMatching(/regular empty file$/) })
})

test('apt is tried again while somebody else has its lock, and what it says is heard as it comes', () => {
  const apt = `#!/bin/bash
if mkdir "${folder}/tried" 2>/dev/null; then echo "E: Could not get lock /var/lib/apt/lists/lock"; exit 100; fi
echo "$@"`
  writeFileSync(join(folder, 'apt-get'), apt, { mode: 0o755 })
  writeFileSync(join(folder, 'dpkg'), '#!/bin/bash', { mode: 0o755 })
  const { code, output } = bash(
    lines(sh`PATH=${folder}:$PATH`, sh`sleep() { :; }`, actionScript({ kind: 'package', names: ['nginx'] })),
  )
  expect(code).toBe(0)
  expect(output.split('\n')[0]).toBe('E: Could not get lock /var/lib/apt/lists/lock')
  expect(output).toContain('install --no-install-recommends --no-remove nginx')
})

/** A systemd that tells what it was asked. */
function systemd(known: string) {
  return sh`systemctl() { case $* in show*) printf ${known};; *) echo "$*";; esac; }`
}

const running: Action = { kind: 'unit', unit: 'metis-via.service', state: 'running', inputs: '' }
const reset = 'reset-failed metis-via.service'

test.each([
  [
    'that systemd reads only now is started without reading all others again',
    'StateChangeTimestampMonotonic=0\\nLoadState=loaded\\nNeedDaemonReload=no',
    [],
  ],
  [
    'whose file has changed is read again',
    'StateChangeTimestampMonotonic=52\\nLoadState=loaded\\nNeedDaemonReload=yes',
    ['daemon-reload', reset],
  ],
  [
    'that has failed as it is may start again',
    'StateChangeTimestampMonotonic=52\\nLoadState=loaded\\nNeedDaemonReload=no',
    [reset],
  ],
  [
    'that is not found is looked for',
    'StateChangeTimestampMonotonic=0\\nLoadState=not-found\\nNeedDaemonReload=no',
    ['daemon-reload'],
  ],
  [
    'that an old systemd tells little of is started all the same',
    'LoadState=loaded',
    ['daemon-reload', reset],
  ],
])('a unit %s', (_title, known, first) => {
  const { code, output } = bash(lines(systemd(known), actionScript(running)))
  expect(code).toBe(0)
  expect(output.trim().split('\n')).toEqual([
    '--quiet --no-reload enable metis-via.service',
    ...first,
    'restart metis-via.service',
  ])
})

test.runIf(existsSync('/proc/self/stat'))(
  'what has run for long enough need not be held any longer, and what has not is asked on',
  () => {
    const health = { script: ['echo well'] }
    const wait = { kind: 'wait', health, unit: 'metis-via.service', timeoutSeconds: 1 } as const
    const runs = (pid: string) => sh`systemctl() { printf 'MainPID=%s\\nNRestarts=0\\n' ${pid}; }`
    const held = (pid: string, holdSeconds: number) =>
      bash(lines(runs(pid), actionScript({ ...wait, holdSeconds, sinceStart: true }))).output
    // The first process of the machine began with it.
    expect(held('1', 1)).toBe('well\n')
    expect(held('0', 1)).toBe('well\nready; it has to stay so for 1 seconds\n')
  },
)

test('a source that cannot be updated is no matter while the packages can be had', () => {
  const apt = `#!/bin/bash
case "$*" in
*update*) touch "${folder}/updated"; echo 'E: The repository http://gone.example stable Release does not have a Release file.'; exit 100;;
*) [ -e "${folder}/updated" ] || { echo 'E: Unable to locate package nginx'; exit 100; };;
esac`
  writeFileSync(join(folder, 'apt-get'), apt, { mode: 0o755 })
  writeFileSync(join(folder, 'dpkg'), '#!/bin/bash', { mode: 0o755 })
  const { code, output } = bash(
    lines(sh`PATH=${folder}:$PATH`, actionScript({ kind: 'package', names: ['nginx'] })),
  )
  expect(code).toBe(0)
  expect(output).toMatch(/warning: not all package sources could be updated\n$/)
})
