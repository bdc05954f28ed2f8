import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fill } from '../../src/lib/text.js'
import { type HostRemoval, leftoversCommand } from '../../src/planner/remove.js'
import { freshOrganisation } from './organisation.js'

const { topology } = freshOrganisation(`
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h1
`)

const removal: HostRemoval = {
  host: 'h2',
  units: ['metis-carrier.service'],
  paths: ['/opt/metis/carrier', '/opt/metis/.installed', '/etc/sysctl.d/60-metis-acme.conf'],
  receipts: [],
  kept: ['/opt/metis/carrier/data'],
  keptDatabases: [],
  databases: [],
  accounts: [],
}

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'proof-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** What the proof prints on a host with these files, where these accounts were to be removed. */
function left(files: readonly string[], accounts: readonly string[] = []): string[] {
  for (const path of files) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  const script = fill(leftoversCommand(topology, { ...removal, accounts }).script, () => '').replaceAll(
    /\/(etc|opt)\//g,
    `${root}/$1/`,
  )
  const programs = `getent() { [ "$2" = metis-via ]; }
pgrep() { [ "$2" != metis-via ] || echo '7 via -cnf x'; }
systemctl() { for unit in "\${@:5}"; do echo "$unit loaded"; done; }`
  const { stdout, stderr } = spawnSync('bash', ['-s'], { input: `${programs}\n${script}`, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
    .replaceAll(root, '')
    .split('\n')
    .filter((line) => line !== '')
}

const UNIT = 'unit metis-carrier.service loaded'

test('whatever is left of us is told, but for what is kept', () => {
  expect(
    left([
      'opt/metis/carrier/data/p2p/key',
      'opt/metis/carrier/config/carrier.yml',
      'opt/metis/.installed/a.json',
      'opt/metis/.backup.tar.gz',
      'etc/systemd/system/metis-carrier.service',
      'etc/sysctl.d/99-zz-metis-acme.conf',
    ]),
  ).toEqual([
    'file /etc/sysctl.d/99-zz-metis-acme.conf',
    'file /etc/systemd/system/metis-carrier.service',
    'file /opt/metis/.backup.tar.gz',
    'file /opt/metis/.installed',
    'file /opt/metis/.installed/a.json',
    'file /opt/metis/carrier/config',
    'file /opt/metis/carrier/config/carrier.yml',
    UNIT,
  ])
})

test('an empty install directory, files of others in it and units of others are not ours', () => {
  expect(
    left(['opt/metis/photo', 'opt/metis/data-8799/x', 'etc/systemd/system/metis-exporter.service']),
  ).toEqual([UNIT])
})

test('accounts are told that are still there, and their processes', () => {
  expect(left([], ['metis-via', 'metis-carrier'])).toEqual([
    UNIT,
    'process 7 via -cnf x',
    'account metis-via',
  ])
})
