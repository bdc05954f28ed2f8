import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp } from './ask-http.js'
import { consulAgent } from './consul-agent.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { artifactsOf, type Organisation, organisationOn, startDataCenter } from './organisation.js'
import { sshFlags } from './wait-until-reachable.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const LAB = 'elsewhere'
const DATABASE_PASSWORD = `it's a "pass\\word" $(id)`

/** Only the jump host has an address in this network, so no connection can be a direct one. */
const INNER = { h1: '192.168.77.1', jump: '192.168.77.2' }

describe
  .skipIf(isSkipped)
  .sequential('hosts behind a jump host, and a database that somebody else runs', () => {
    let lab: Lab
    let operator: Organisation

    beforeAll(async () => {
      lab = await bootLab({
        name: LAB,
        subnet: '10.81.0',
        hosts: [
          { name: 'h1', extraAddresses: [INNER.h1] },
          { name: 'h2', extraAddresses: [INNER.jump] },
        ],
      })
      operator = organisationOn(lab)
      await startDataCenter(lab)
      await runDatabaseServer()
    })
    afterAll(async () => {
      operator?.remove()
      await lab?.down()
    })

    /** The database team's machine: its own MariaDB, an account for the installer, a table that is not ours. */
    async function runDatabaseServer() {
      const script = `
      set -e; export DEBIAN_FRONTEND=noninteractive
      apt-get -q update; apt-get -q -y install --no-install-recommends mariadb-server
      sed -i 's/^bind-address.*/bind-address = 0.0.0.0/' /etc/mysql/mariadb.conf.d/50-server.cnf
      systemctl restart mariadb
      mariadb`
      const password = DATABASE_PASSWORD.replaceAll('\\', '\\\\').replaceAll("'", "''")
      const input = `CREATE USER 'installer'@'%' IDENTIFIED BY '${password}';
      GRANT ALL ON *.* TO 'installer'@'%' WITH GRANT OPTION;
      CREATE DATABASE payroll; CREATE TABLE payroll.people (name text);`
      const { exitCode, stdout, stderr } = await lab.host('h2').exec(script, { input })
      expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
    }

    const onDatabase = async (sql: string) => (await lab.host('h2').exec('mariadb -N', { input: sql })).stdout
    const apply = (...args: string[]) =>
      operator.run(['apply', '--yes', '--accept-new-host-keys', ...args], {
        env: { METIS_DATABASE_PASSWORD: DATABASE_PASSWORD },
      })

    test('the host is reached through the jump host, both keys are kept', async () => {
      operator.write(`
organisation: remote
release: metis-0.3.0
hosts:
  h1:
    address: 10.81.0.11
    ssh: ${INNER.h1}
    user: ${lab.user}
    identityFile: ${lab.keyFile}
    jump: { address: 10.81.0.12, user: ${lab.user}, identityFile: ${lab.keyFile} }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.81.0.11 }
  admin: { host: h1, database: { host: 10.81.0.12, port: 3306, adminUser: installer } }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
      const { exitCode, all } = await operator.run(['check', '--accept-new-host-keys'])
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      const direct = await lab.run('ssh', [...sshFlags(LAB), `operator@${INNER.h1}`, 'true'], {
        reject: false,
      })
      expect(direct.exitCode).not.toBe(0)
    })

    test('apply uses the external database, and installs no server of its own', async () => {
      const { exitCode, all } = await apply()
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect((await lab.host('h1').exec('command -v mariadbd')).exitCode).not.toBe(0)
      expect(await onDatabase(`SELECT COUNT(*) > 0 FROM metis_admin.sys_user`)).toBe('1')
      expect(await consulAgent(lab, '10.81.0.11').passing()).toEqual([
        'adminService-10-81-0-11-9090',
        'carrierService_10.81.0.11_10033',
      ])
      expect((await askHttp(lab, 'http://10.81.0.11/metis-admin/health')).body).toBe('Hello, Metis-Admin')
    })

    test('the admin has an account that reaches nothing else', async () => {
      const grants = await onDatabase(
        `SELECT DISTINCT table_schema FROM information_schema.schema_privileges WHERE grantee LIKE '''metis%'`,
      )
      expect(grants).toBe('metis_admin')
    })

    test('a second apply has nothing to do, and asks for no password', async () => {
      const { exitCode, all } = await operator.run(['apply', '--yes'])
      expect([exitCode, all.includes('Nothing to do')]).toEqual([0, true])
    })

    test('destroy leaves the database server to its owner', async () => {
      const { exitCode, all } = await operator.run(['destroy', '--confirm', 'remote', '--delete-data'])
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect(await onDatabase('SHOW DATABASES')).toContain('payroll')
      expect((await lab.host('h1').exec('ls -d /opt/metis /etc/systemd/system/metis-*')).stdout).toBe('')
    })
  })

describe.skipIf(isSkipped).sequential('an installer on the host itself', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await bootLab({ name: 'local', subnet: '10.82.0', hosts: [{ name: 'h1' }] })
    await startDataCenter(lab)
    await copyProgram(lab)
  })
  afterAll(() => lab?.down())

  const here = (args: string, user = 'root') =>
    lab
      .host('h1')
      .exec(`cd /home/operator/org && runuser -u ${user} -- ../node ../bin/create-metis-node.js ${args} 2>&1`)

  test('apply installs without SSH, and has nothing to do the second time', async () => {
    const org = `
organisation: alone
release: metis-0.3.0
hosts:
  here: { local: true, address: 10.82.0.11 }
roles:
  consul: here
  carrier: { host: here, externalAddress: 10.82.0.11 }
  admin: here
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
artifacts: { source: /home/operator/artifacts }
`
    await lab
      .host('h1')
      .exec('mkdir -p /home/operator/org && cat > /home/operator/org/org.yaml', { input: org })
    const first = await here('apply --yes')
    expect([first.exitCode, first.exitCode === 0 ? '' : first.stdout]).toEqual([0, ''])
    expect(await consulAgent(lab, '10.82.0.11').passing()).toHaveLength(2)
    const second = await here('plan')
    expect([second.exitCode, second.stdout]).toEqual([0, expect.stringContaining('Nothing to do')])
  })

  test('a user without root rights is told to give the sudo password', async () => {
    await lab.host('h1').exec('chown -R operator /home/operator/org')
    const { exitCode, stdout } = await here('status', 'operator')
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('connection.sudo-password-needed')])
  })
})

/** Node.js, the built program with the packages it runs with, and the artifacts that a small organisation needs. */
async function copyProgram(lab: Lab): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { stdout } = await execa('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root })
  const packages = stdout
    .split('\n')
    .flatMap((path) => (path.startsWith(`${root}node_modules`) ? [path.slice(root.length)] : []))
  const program = ['-C', root, 'bin', 'dist', 'presets', 'package.json', ...packages]
  const runtime = ['-C', dirname(process.execPath), 'node']
  const artifacts = ['-C', dirname(lab.artifacts), 'artifacts']
  const pack = ['tar', '-ch', '--exclude=*.whl', '--exclude=cpython*', ...program, ...runtime, ...artifacts]
  const unpack = ['ssh', ...sshFlags('local'), `operator@${lab.host('h1').address}`, 'tar -x']
  const pipe = 'set -o pipefail; n=$1; shift; "${@:1:n}" | "${@:n+1}"'
  await lab.run('bash', ['-c', pipe, 'pipe', String(pack.length), ...pack, ...unpack])
}
