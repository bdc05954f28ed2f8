import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packageTrialFact } from '../../src/facts/package-trial.js'
import { sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'

const folder = mkdtempSync(join(tmpdir(), 'trial-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What Debian 12's apt says, captured; its own lists are not asked. */
function ask(said: string, { code = 100, held = '' } = {}) {
  const programs = {
    'apt-get': `cat <<'END'\n${said}\nEND\nexit ${code}`,
    'apt-mark': `printf '%s' "${held}"`,
    'dpkg-query': `printf 'ii  mariadb-server\\n'`,
  }
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const systems = ['debian-11', 'debian-12', 'debian-13', 'ubuntu-22.04', 'ubuntu-24.04']
  const { command, parse } = packageTrialFact(
    Object.fromEntries(systems.map((system) => [system, ['mariadb-server', 'nginx']])),
  )
  const script = fill(sh`PATH=${folder}:$PATH\n${command}`.script, () => '')
  return parse(spawnSync('bash', ['-s'], { input: script, encoding: 'utf8' }).stdout)
}

test('only what is missing is tried; a package that is held is named with what needs it', () => {
  const said = `Reading package lists...
The following information may help to resolve the situation:

The following packages have unmet dependencies:
 nginx : Depends: nginx-common (>= 1.22.1-9+deb12u11) but 1.18.0-1 is to be installed
E: Unable to correct problems, you have held broken packages.`
  expect(ask(said, { held: 'nginx-common\nlinux-image-amd64\n' })).toMatchObject({
    names: ['nginx'],
    exitCode: 100,
    says: [
      'nginx : Depends: nginx-common (>= 1.22.1-9+deb12u11) but 1.18.0-1 is to be installed',
      'E: Unable to correct problems, you have held broken packages.',
    ],
    removed: [],
    held: ['nginx-common', 'linux-image-amd64'],
  })
})

test('what would be removed', () => {
  expect(ask('Remv mysql-server [8.0.1]\nInst mariadb-server (1:10.11)', { code: 0 })).toMatchObject({
    exitCode: 0,
    removed: ['mysql-server'],
    held: [],
  })
})

test('broken dependencies of others are told whole', () => {
  const said = `You might want to run 'apt --fix-broken install' to correct these.
The following packages have unmet dependencies:
 nginx : Depends: nginx-common (< 1.22.1-9+deb12u11.1~) but it is not going to be installed
         Depends: nginx-common (>= 1.22.1-9+deb12u11) but it is not going to be installed
 thirdparty-agent : Depends: libnothere (>= 3) but it is not installable
E: Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).`
  expect(ask(said)?.says.slice(-2)).toEqual([
    'thirdparty-agent : Depends: libnothere (>= 3) but it is not installable',
    "E: Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).",
  ])
})

test('nothing is asked of a system that no service is known to need packages on', () => {
  expect(packageTrialFact({}).parse('')).toBeUndefined()
})
