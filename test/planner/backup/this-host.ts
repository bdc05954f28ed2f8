import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fill, shellQuote } from '../../../src/lib/text.js'
import type { Door } from '../../../src/planner/backup/door.js'
import { hostBackupScript } from '../../../src/planner/backup/host-script.js'
import { authorizedKeys, receivingScript } from '../../../src/planner/backup/receive.js'
import { BACKUP_RECIPIENT } from '../../../src/roles/secret-names.js'
import { backupKeys } from '../../../src/state/backup-keys.js'
import { release, topology } from '../../roles/organisation.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

export const SALT = 'ab'.repeat(32)
export const HEAD =
  '{"version":1,"organisation":"acme","id":"an-id","generation":3,"content":"c","body":"b","at":"2026-11-30T12:00:00.000Z","user":"ada","machine":"laptop","program":"1.2.3","signature":"s"}'
export const SEALED = '-----BEGIN AGE ENCRYPTED FILE-----\\nYWdl\\n'

/** This machine in the place of a host, whose units are what the stand-in of systemctl says. */
export function host({ keep = 2, door }: { readonly keep?: number; readonly door?: Door } = {}) {
  const root = temporaryFolder()
  const at = (name: string) => join(root, name)
  for (const name of ['bin', 'record', 'install/carrier/data/p2p', 'install/admin/config', 'hold'])
    mkdirSync(at(name), { recursive: true })
  writeFileSync(at('install/carrier/data/p2p/p2p_priv_key'), 'the key')
  for (const name of ['console.crt', 'console.key'])
    writeFileSync(at(`install/admin/config/${name}`), `the ${name}\n`)
  writeFileSync(
    at('record/000000003.json'),
    `${HEAD}\n{"secrets":{"for":"passphrase","sealed":"${SEALED}"}}\n`,
  )
  const program = (name: string, text: string) => {
    writeFileSync(at(`bin/${name}`), `#!/bin/bash\n${text}\n`)
    chmodSync(at(`bin/${name}`), 0o755)
  }
  program('systemctl', `echo "$*" >>${shellQuote(at('units'))}`)
  program('mariadb', 'case "$*" in *SUM*) echo 0;; *) echo metis_admin;; esac')
  program('mysqldump', "printf 'INSERT INTO `a` VALUES (1);\\n-- Dump completed\\n'")
  program('mariadb-dump', "printf 'INSERT INTO `a` VALUES (1);\\n-- Dump completed\\n'")
  const [first] = topology.hosts
  if (first === undefined) throw new Error('no host')
  // Only what lies in the organisation's folder comes back to it.
  const tls = { certificate: './tls/acme.pem', key: '/etc/acme.key' }
  const instances = topology.instances.map((one) => ({
    ...{ ...one, host: first.name },
    ...(one.role === 'admin' ? { tls } : {}),
  }))
  const receiver = { host: 'h2', largest: 1 }
  const backup = { every: 'day', keep, folder: at('kept'), ...(door && { receiver }) } as const
  const here = { ...topology, instances, installDirectory: at('install'), backup }
  const keys = backupKeys(SALT)
  const secrets = (name: string) => {
    if (name === BACKUP_RECIPIENT) return keys.recipient
    const [, what, of = ''] = /^backup-(key|login-public|login)-(.+)$/.exec(name) ?? []
    const login = keys.loginOf(of)
    return { key: keys.ofHost(of), login: login.secret, 'login-public': login.public }[what ?? ''] ?? ''
  }
  const placed = (of: string) =>
    of.replaceAll('/var/lib/create-metis-node-received-acme', shellQuote(at('received')))
  if (door !== undefined) {
    for (const name of ['received/stored', 'kept/acme']) mkdirSync(at(name), { recursive: true })
    writeFileSync(at('receive'), placed(fill(receivingScript(here, backup, receiver), secrets)))
    writeFileSync(at('authorized_keys'), fill(authorizedKeys(here), secrets))
  }
  const text = fill(hostBackupScript(here, release, first, door), secrets)
    .replaceAll('/var/lib/metis-record', shellQuote(at('record')))
    .replaceAll('/var/lib/create-metis-node-backup-acme', shellQuote(at('state')))
    .replaceAll('/run/metis-hold', shellQuote(at('hold')))
    // Nobody is waited for.
    .replace('sleep 5\n', ':\n')
    .replace('sleep "$((RANDOM % 15 + 1))"', ':')
    .replace('SECONDS + 60', 'SECONDS')
    // The carrier answers unless there is a file that says why not.
    .replace('\nmain "$@"', `\nanswer_of_carrier() { ! cat ${shellQuote(at('health'))} 2>&-; }\nmain "$@"`)
  writeFileSync(at('script'), text)
  const run = (word = '', env = {}) =>
    spawnSync('bash', [at('script'), word], {
      env: { PATH: `${at('bin')}:${process.env.PATH}`, ...env },
      encoding: 'utf8',
    })
  const files = (folder = 'kept') => readdirSync(at(folder)).toSorted()
  const units = () => (existsSync(at('units')) ? readFileSync(at('units'), 'utf8').trim().split('\n') : [])
  const failed = () => readFileSync(at('state/failed'), 'utf8').replace(/^\d+ /, '').trim()
  return { at, run, files, units, program, failed }
}
