import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { execaSync } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { artifactsOf, type Organisation, organisationOn, startDataCenter } from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('a laptop that is lost', () => {
  let lab: Lab
  let lost: Organisation
  let laptop: Organisation
  let passphrase = ''

  beforeAll(async () => {
    lab = await bootLab({ name: 'lost', subnet: '10.97.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    await startDataCenter(lab)
    lost = organisationOn(lab)
    laptop = organisationOn(lab)
    lost.write(`organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.97.0.11, user: operator, identityFile: ${lab.keyFile} }
  h2: { address: 10.97.0.12, user: operator, identityFile: ${lab.keyFile} }
roles: { consul: h1, carrier: { host: h2, externalAddress: 10.97.0.12 }, admin: h1 }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
    const applied = await lost.run(['apply', '--yes', '--accept-new-host-keys'])
    expect(applied.exitCode, applied.all).toBe(0)
    passphrase = (await lost.run(['secrets', 'show', 'recovery-passphrase'])).stdout
    // On the new one there is a key that logs in, and how it is used.
    const ssh = join(laptop.environment.HOME ?? '', '.ssh')
    mkdirSync(ssh)
    appendFileSync(
      join(ssh, 'config'),
      `Host acme-h2\n  HostName 10.97.0.12\n  User operator\n  IdentityFile ${lab.keyFile}\n`,
    )
  })
  afterAll(async () => {
    lost?.remove()
    laptop?.remove()
    await lab?.down()
  })

  const recover = (more: readonly string[] = [], given = passphrase) =>
    laptop.run(['recover', '--from', 'acme-h2', ...more], { env: { METIS_RECOVERY_PASSPHRASE: given } })

  test('a host whose key nobody has confirmed, and a wrong passphrase, give nothing', async () => {
    expect((await recover()).stderr).toContain('connection.host-key-unconfirmed')
    const wrong = await recover(['--accept-new-host-keys'], 'wrong')
    expect([wrong.exitCode, wrong.stderr.includes('state.passphrase-wrong')]).toEqual([1, true])
    expect(execaSync('ls', ['-A', laptop.folder]).stdout).toBe('')
  })

  test('one host gives the folder back, and the other is asked by the key that is known of it', async () => {
    const { exitCode, stdout, all } = await recover(['--accept-new-host-keys'])
    expect(exitCode, all).toBe(0)
    expect(stdout).toContain('Generation 1 of acme, applied by root on ')
    expect(stdout).toMatch(/^h1 +the same$/m)
    expect(all).not.toContain(passphrase)
    const read = ({ folder }: Organisation, file: string) => readFileSync(join(folder, file), 'utf8')
    for (const file of ['org.yaml', 'applied.jsonl']) expect(read(laptop, file)).toBe(read(lost, file))
    expect(JSON.parse(read(laptop, 'secrets.json'))).toEqual(JSON.parse(read(lost, 'secrets.json')))
    expect(statSync(join(laptop.folder, 'secrets.json')).mode & 0o777).toBe(0o600)
    const plan = await laptop.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    expect((await recover()).stderr).toContain('command.recovered-already')
  })

  test('a change is applied from there, and whoever finds the old one is told', async () => {
    appendFileSync(join(laptop.folder, 'org.yaml'), 'ports: { console: { http: 8080 } }\n')
    const { exitCode, all } = await laptop.run(['apply', '--yes'])
    expect(exitCode, all).toBe(0)
    expect((await laptop.run(['plan'])).exitCode).toBe(0)
    expect((await lost.run(['plan'])).stderr).toContain('record.newer')
  })

  test('a clone without its secrets changes nothing, and pull brings them back', async () => {
    const clone = organisationOn(lab)
    try {
      for (const args of [['init'], ['add', 'org.yaml', 'known_hosts', 'applied.jsonl']])
        execaSync('git', args, { cwd: laptop.folder })
      const author = ['-c', 'user.name=ana', '-c', 'user.email=ana@example.org']
      execaSync('git', [...author, 'commit', '--message', 'What runs'], { cwd: laptop.folder })
      execaSync('git', ['clone', '--quiet', laptop.folder, '.'], { cwd: clone.folder })
      const refused = await clone.run(['apply', '--yes'])
      expect([refused.exitCode, refused.stderr.includes('preflight.other-secrets')]).toEqual([1, true])
      const pulled = await clone.run(['pull', '--yes'], { env: { METIS_RECOVERY_PASSPHRASE: passphrase } })
      expect(pulled.exitCode, pulled.all).toBe(0)
      expect((await clone.run(['plan'])).exitCode).toBe(0)
    } finally {
      clone.remove()
    }
  })
})
