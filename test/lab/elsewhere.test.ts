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
