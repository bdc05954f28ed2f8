import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { updatesFact } from '../../src/facts/updates.js'

const root = mkdtempSync(join(tmpdir(), 'updates-'))
afterAll(() => rmSync(root, { recursive: true }))

const LIB = '/usr/lib/x86_64-linux-gnu'
const mapped = (path: string, mode = 'r-xp') =>
  `7f1c5a600000-7f1c5a6a0000 ${mode} 00026000 fe:01 1048601                    ${path}\n`

/** What the kernel and dpkg would show of a host: files below a folder that stands for `/`. */
const FILES: Readonly<Record<string, string>> = {
  '/sys/fs/cgroup/system.slice/metis-admin.service/cgroup.procs': '100\n101\n',
  '/sys/fs/cgroup/system.slice/metis-carrier.service/cgroup.procs': '200\n',
  '/sys/fs/cgroup/system.slice/metis-via.service/cgroup.procs': '300\n',
  '/sys/fs/cgroup/system.slice/nginx.service/cgroup.procs': '400\n',
  '/proc/100/stat': '100 (java (x) 1) S 1 100 100 0\n',
  '/proc/100/maps': [
    '7f1c5a5ff000-7f1c5a600000 rw-p 00000000 00:00 0\n',
    mapped(`${LIB}/libssl.so.3 (deleted)`),
    mapped(`${LIB}/libc.so.6 (deleted)`),
    mapped(`${LIB}/libc.so.6 (deleted)`, 'r--p'),
    mapped(`${LIB}/libm.so.6`),
    mapped('/opt/metis/admin/data/tmp/libnetty.so (deleted)'),
    mapped('/memfd:jit (deleted)'),
    mapped('/dev/shm/x (deleted)'),
  ].join(''),
  // A child of it: not asked.
  '/proc/101/stat': '101 (worker) S 100 100 100 0\n',
  '/proc/101/maps': mapped('/usr/lib/of-a-child.so (deleted)'),
  '/proc/200/stat': '200 (carrier) S 1 200 200 0\n',
  '/proc/200/maps': mapped('/opt/metis/carrier/releases/0.3.0/carrier (deleted)'),
  '/proc/300/stat': '300 (via) S 1 300 300 0\n',
  '/proc/300/maps': mapped('/opt/metis/via/releases/0.3.0/via'),
  '/proc/400/stat': '400 (nginx) S 1 400 400 0\n',
  '/proc/400/maps': mapped(`${LIB}/libssl.so.3 (deleted)`),
  '/opt/metis/carrier/releases/0.3.0/carrier': 'new',
  '/var/lib/dpkg/info/libssl3:amd64.list': '',
  '/var/lib/dpkg/info/libc6:amd64.list': '',
  '/run/reboot-required': '',
  '/run/reboot-required.pkgs': 'linux-image-6.1.0-30-amd64\nlibc6\nlibc6\n',
  // As dpkg knows them: libc without /usr, where / and /usr were made one.
  '/bin/dpkg-query': `#!/bin/sh
[ "$1 $2" = '-S --' ] || exit 3
echo 'diversion by glibc from: /lib/x'
for path; do case $path in
${LIB}/libssl.so.3) echo "libssl3:amd64: $path" ;;
/lib/x86_64-linux-gnu/libc.so.6) echo "libc6:amd64: $path" ;;
*) echo "dpkg-query: no path found matching pattern $path" >&2 ;;
esac; done
exit 1
`,
}

function look(): string {
  const here = (path: string) => `${root}${path}`
  const { perl } = updatesFact('/opt/metis').command
  const there = perl
    .replaceAll(/(?<=")\/(?=(sys|proc|run|var)\/)/g, here('/'))
    .replace('(stat shift)', `(stat("${root}" . (shift =~ s{^\\Q${root}\\E}{}r)))`)
  return execFileSync('perl', ['-we', `use strict; print map "$_\\n", sub {${there}}->()`], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${root}/bin:${process.env.PATH}` },
  })
}

beforeAll(() => {
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(root + path), { recursive: true })
    writeFileSync(root + path, content)
  }
  chmodSync(`${root}/bin/dpkg-query`, 0o755)
  symlinkSync('nothing', `${root}/sys/fs/cgroup/unified`)
})

test('libraries that updates have replaced are told by unit with their package, and so are program files of a release', () => {
  const before = Math.floor(Date.now() / 1000) - 60
  const { replaced, reboot } = updatesFact('/opt/metis').parse(look())
  const when = expect.toSatisfy((at: number) => at > before && at <= Date.now() / 1000)
  expect(replaced).toEqual({
    'metis-admin.service': [
      { path: `${LIB}/libssl.so.3`, package: 'libssl3', at: when },
      { path: `${LIB}/libc.so.6`, package: 'libc6', at: when },
    ],
    'metis-carrier.service': [{ path: '/opt/metis/carrier/releases/0.3.0/carrier', at: when }],
  })
  expect(reboot).toEqual({ packages: ['libc6', 'linux-image-6.1.0-30-amd64'], at: when })
})

test('this machine, where none of our units runs, has nothing to tell', () => {
  const { perl } = updatesFact("/opt/it's").command
  const said = execFileSync('perl', ['-we', `use strict; print map "$_\\n", sub {${perl}}->()`], {
    encoding: 'utf8',
  })
  expect(updatesFact('/').parse(said).replaced).toEqual({})
})

test('only what is of the right form is read, and not without end', () => {
  const many = Array.from({ length: 99 }, (_, i) => `replaced 5 metis-via.service - /usr/lib/${i}.so`)
  const { replaced, reboot } = updatesFact('/').parse(
    [
      'replaced x metis-via.service - /a',
      'replaced 5 sshd.service - /a',
      'reboot 7 ok \u001b[2J',
      ...many,
    ].join('\n'),
  )
  expect(Object.keys(replaced)).toEqual(['metis-via.service'])
  expect(replaced['metis-via.service']).toHaveLength(20)
  expect(reboot).toEqual({ packages: ['ok'], at: 7 })
})
