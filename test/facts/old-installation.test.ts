import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { oldInstallationFact } from '../../src/facts/old-installation.js'
import { fill } from '../../src/lib/text.js'

const { parse } = oldInstallationFact('/opt/metis')

// Captured on hosts that were laid out as the playbooks leave them, one of them with its services running.
const RUNNING = `file operator /home/operator/via/config/via.yml
file operator /home/operator/data/config/data.yml
file operator /home/operator/data/start_v3_service.sh
file operator /home/operator/consul/config/consul.json
process 135 1796086363 operator\t/home/operator\t/usr/bin/python3 -I /home/operator/via/via -cnf /home/operator/via/config/via.yml
process 155 1796086366 operator\t/home/operator\t/bin/bash /home/operator/data/start_v3_service.sh /home/operator/data/config/data.yml data /home/operator/miniconda/envs/python375/bin/python
process 159 1796086366 operator\t/home/operator\t/home/operator/miniconda/envs/python375/bin/python -u -m metis.data_svc.main /home/operator/data/config/data.yml
process 93 1796086353 operator\t/home/operator\t/home/operator/consul/consul agent -config-file /home/operator/consul/config/consul.json
`

test('services with their folder, user, processes and first start', () => {
  const of = { folder: '/home/operator', user: 'operator' }
  expect(parse(RUNNING)).toEqual({
    services: [
      { ...of, name: 'via', pids: [135], since: 1796086363 },
      { ...of, name: 'data', pids: [155, 159], since: 1796086366 },
      { ...of, name: 'consul', pids: [93], since: 1796086353 },
    ],
  })
})

test('one that is stopped, or was deployed in part, has no processes', () => {
  expect(
    parse(
      'file root /home/ops/carrier/p2p_priv_key/p2p_priv_key\nfile ops /home/b.c/data2/start_v3_service.sh\n',
    ),
  ).toEqual({
    services: [
      { name: 'carrier', folder: '/home/ops', user: 'root', pids: [], since: 0 },
      { name: 'data2', folder: '/home/b.c', user: 'ops', pids: [], since: 0 },
    ],
  })
})

test('a process is known by its relative paths too, and by nothing of ours or of others', () => {
  const process = (command: string, at = '/home/ops') => `process 7 1796086363 ops\t${at}\t${command}\n`
  const folders = (output: string) => parse(output)?.services.map(({ name, folder }) => `${folder}/${name}`)
  expect(
    folders(process('./carrier --config-file ../carrier/./config/carrier.yml', '/home/ops/carrier')),
  ).toEqual(['/home/ops/carrier'])
  expect(
    folders(process('java -server -Xms2G -jar /home/ops/admin/admin.jar --spring.profiles.active=admin')),
  ).toEqual(['/home/ops/admin'])
  for (const command of [
    'consul agent -config-file /home/ops/consul/config/consul.json',
    '/opt/metis/data-8700/current/python/bin/python3 -u -m metis.data_svc.main /opt/metis/data-8700/config/data.yml',
    'tail -f /home/ops/carrier/log/carrier.log',
    'carrier --config-file /home/$(id)/carrier/config/carrier.yml',
    'grep -r "metis.data_svc.main" /home/ops/data/config/data.yml',
  ])
    expect([command, folders(process(command))]).toEqual([command, undefined])
})

test('a database that says who has joined is told, also where nobody could ask it', () => {
  expect(parse('joined identity_8c1f\n')).toEqual({ services: [], joined: 'identity_8c1f' })
  expect(parse('joined ?\n')).toEqual({ services: [], joined: '?' })
  expect(parse('')).toBeUndefined()
  expect(parse('file ops\nprocess 1 2 ops\nfile ops /etc/passwd\n')).toBeUndefined()
})

test('the question is answered here, and finds processes by how they were started', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'old-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'carrier/config'), { recursive: true })
  writeFileSync(join(folder, 'carrier/carrier'), '#!/bin/bash\necho up\nread -r\n', { mode: 0o755 })
  const { command } = oldInstallationFact(folder)
  const script = `coproc ./carrier --config-file config/carrier.yml
read -r _ <&"\${COPROC[0]}"
(
${fill(command.script, () => '')}
)
kill "$COPROC_PID"`
  const how = { cwd: join(folder, 'carrier'), input: script, encoding: 'utf8' } as const
  const { stdout } = spawnSync('bash', ['-s'], how)
  const [found] = parse(stdout)?.services.filter((one) => one.folder === folder) ?? []
  expect(found?.name).toBe('carrier')
  expect(found?.pids).toHaveLength(1)
})
