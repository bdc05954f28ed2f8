import { expect, it } from 'vitest'
import type { Action } from '../../../src/actions/action.js'
import { NO_CREDENTIALS } from '../../../src/commands/organisation/given-credentials.js'
import { askSecrets } from '../../../src/commands/organisation/unlock-secrets.js'
import { openSession } from '../../../src/commands/program/session.js'
import { asWord, sh } from '../../../src/lib/command.js'
import { secret, text } from '../../../src/lib/text.js'
import { backupKeys } from '../../../src/state/backup-keys.js'
import type { Topology } from '../../../src/topology/topology.js'
import { fakeWorld, node, nothingRotates, topology } from '../fake-world.js'

const external: Topology = {
  ...topology,
  instances: topology.instances.map((instance) =>
    instance.role === 'admin'
      ? { ...instance, database: { kind: 'external', host: 'db', port: 3306, adminUser: 'dba' } }
      : instance,
  ),
}
const password = text`${secret('external-database-password')}`
const schema: Action = {
  kind: 'run',
  name: 'database-schema',
  command: sh`query ${asWord(password)}`,
  inputs: 'db',
}
const account: Action = {
  kind: 'sql',
  name: 'database-account',
  statements: ['SELECT 1'],
  inputs: 'db',
  server: { host: 'db', port: 3306, user: 'dba', password },
}

async function asking(action: Action, given = NO_CREDENTIALS) {
  const fake = fakeWorld({ answers: ['correct horse'] })
  const set: string[][] = []
  const secrets = {
    source: () => '',
    identity: { id: '', isNew: false },
    keep: () => {},
    digest: () => '',
    sign: () => '',
    backupKeys: () => backupKeys('0'.repeat(64)),
    content: () => undefined,
    values: () => [],
    set: (...all: [string, string]) => set.push(all),
    rotating: nothingRotates,
  }
  const plan = { organisation: 'bank-a', digest: 'd', nodes: [{ ...node, action }] }
  await askSecrets(openSession(fake.world, 'en', {}), external, secrets, plan, given)
  return { asked: fake.asked, set }
}

it.each([
  ['the schema alone', schema],
  ['the account alone', account],
])('asks for the password of an external database when %s is planned', async (_what, action) => {
  const { asked, set } = await asking(action)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/dba.*db/)
  expect(set).toEqual([['external-database-password', 'correct horse']])
})

it('takes the one that was handed over, and asks nobody', async () => {
  const { asked, set } = await asking(schema, { ...NO_CREDENTIALS, databasePassword: 'handed over' })
  expect(asked).toEqual([])
  expect(set).toEqual([['external-database-password', 'handed over']])
})

it('does not ask when nothing that is planned needs it', async () => {
  expect(await asking({ ...schema, command: sh`true` })).toEqual({ asked: [], set: [] })
})
