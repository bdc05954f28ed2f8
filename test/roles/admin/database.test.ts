import { expect, test } from 'vitest'
import type { Action } from '../../../src/actions/action.js'
import { fill, show } from '../../../src/lib/text.js'
import { service as admin } from '../../../src/roles/admin/service.js'
import type { AdminInstance } from '../../../src/roles/admin/settings.js'
import { ADMIN } from '../../../src/roles/admin/settings.js'
import { inputFor } from '../organisation.js'

const managed = inputFor(ADMIN)
const external = inputFor(ADMIN, {
  instance: {
    ...managed.instance,
    database: { kind: 'external', host: '10.0.0.50', port: 3307, adminUser: 'dba' },
  } satisfies AdminInstance,
})

const stepsOf = (input = managed) =>
  [...admin.equip(input), ...admin.prepare(input)].map(({ action }) => action)
const sql = (name: string, input = managed) => {
  const found = stepsOf(input).find((action) => action.kind === 'sql' && action.name === name)
  return found as Extract<Action, { kind: 'sql' }>
}

test('a managed database listens on loopback only, in UTC, with its events on', () => {
  const file = stepsOf().find((action) => action.kind === 'write-file')
  expect(file).toMatchObject({ path: '/etc/mysql/mariadb.conf.d/99-metis.cnf', owner: 'root:root' })
  expect(show(file?.kind === 'write-file' ? file.content : [])).toBe(
    `# Settings of the Metis admin; your own belong in a file that sorts after this one.
[mysqld]
bind-address = 127.0.0.1
port = 3306
default-time-zone = '+0:00'
event_scheduler = ON
`,
  )
})

test("the MariaDB of Ubuntu 18.04 is told to take the schema's long keys", () => {
  const steps = stepsOf({ ...managed, distribution: 'ubuntu-18.04' })
  const [settings] = steps.flatMap((action) => (action.kind === 'write-file' ? [show(action.content)] : []))
  expect(settings).toMatch(/\ninnodb_file_format = Barracuda\ninnodb_large_prefix = ON\n$/)
  const load = (actions: readonly Action[]) =>
    actions.flatMap((action) =>
      action.kind === 'run' && action.name === 'database-schema' ? [show(action.command.script)] : [],
    )
  expect(load(steps).join()).toContain('ROW_FORMAT=DYNAMIC')
  expect(load(stepsOf()).join()).not.toContain('ROW_FORMAT')
})

test('the order is server, schema, account, console password', () => {
  expect(
    stepsOf().map((action) => ('name' in action ? `${action.kind} ${action.name}` : action.kind)),
  ).toEqual([
    'directory',
    'write-file',
    'unit',
    'run database-schema',
    'sql database-account',
    'sql console-password',
  ])
})

test('an external server is left as it is, but for schema and account', () => {
  expect(stepsOf(external).map(({ kind }) => kind)).toEqual(['directory', 'run', 'sql', 'sql'])
})

test('the account may change rows of its own database and nothing else', () => {
  const { statements, server } = sql('database-account')
  expect(server).toBeUndefined()
  expect(fill(statements, (name) => `it's ${name}`)).toBe(
    `CREATE USER IF NOT EXISTS 'metis_admin'@'localhost' IDENTIFIED BY 'it''s database-password';
SET PASSWORD FOR 'metis_admin'@'localhost' = PASSWORD('it''s database-password');
GRANT SELECT, INSERT, UPDATE, DELETE ON \`metis_admin\`.* TO 'metis_admin'@'localhost';
CREATE USER IF NOT EXISTS 'metis_admin'@'127.0.0.1' IDENTIFIED BY 'it''s database-password';
SET PASSWORD FOR 'metis_admin'@'127.0.0.1' = PASSWORD('it''s database-password');
GRANT SELECT, INSERT, UPDATE, DELETE ON \`metis_admin\`.* TO 'metis_admin'@'127.0.0.1';
`,
  )
})

test('on an external server the account is good from the host of the admin only', () => {
  const { statements, server } = sql('database-account', external)
  expect(server).toEqual({
    host: '10.0.0.50',
    port: 3307,
    user: 'dba',
    password: [{ secret: 'external-database-password', as: 'plain' }],
  })
  expect(show(statements)).toBe(
    `CREATE USER IF NOT EXISTS 'metis_admin'@'10.0.0.2' IDENTIFIED BY ***;
ALTER USER 'metis_admin'@'10.0.0.2' IDENTIFIED BY ***;
GRANT SELECT, INSERT, UPDATE, DELETE ON \`metis_admin\`.* TO 'metis_admin'@'10.0.0.2';
`,
  )
})

test('the password of the console is a secret, too, and compared exactly before it is set, with each release anew', () => {
  const { statements, inputs } = sql('console-password')
  expect(show(statements)).toMatch(/COLLATE utf8mb4_bin.*EXECUTE compare_exactly;.*SET @password = \*\*\*;/s)
  const other = sql('console-password', { ...managed, release: { ...managed.release, version: '0.3.1' } })
  expect(inputs).not.toBe(other.inputs)
})
