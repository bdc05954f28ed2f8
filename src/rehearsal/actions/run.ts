import type { Run } from '../../actions/action.js'
import { mariadbPort } from '../services/mariadb.js'
import { awaitLeader } from './await-leader.js'
import { type Context, installDirectoryOf } from './context.js'
import { removeFiles } from './remove-files.js'

type Step = (action: Run, context: Context) => Promise<number>

/** Steps that leave something behind, by name; any other one takes its time and succeeds. */
export function run(action: Run, context: Context): Promise<number> {
  const step = STEPS[action.name] ?? harmless
  return step(action, context)
}

const harmless: Step = async (_, { sleep }) => {
  await sleep(0.2)
  return 0
}

const STEPS: Readonly<Record<string, Step>> = {
  'service-user': async ({ inputs }, { machine, sleep }) => {
    await sleep(0.2)
    const [user = '', ...home] = inputs.split(' ')
    if (home.length > 0 && !machine.accounts.has(user)) machine.accounts.set(user, home.join(' '))
    return 0
  },
  'remove-service-user': async ({ inputs }, { machine, sleep }) => {
    await sleep(0.2)
    machine.accounts.delete(inputs.split(' ')[0] ?? '')
    return 0
  },
  'p2p-key': async ({ inputs: path }, { machine, print, sleep }) => {
    await sleep(0.05)
    if (/^[0-9a-f]{64}$/i.test(machine.files.read(path) ?? '')) return 0
    print(`${path} is not a p2p key: exactly 64 hex characters and nothing else.`)
    return 1
  },
  'consul-leader': (_, context) => awaitLeader(context),
  'database-schema': async ({ inputs: server }, { machine, print, sleep }) => {
    await sleep(0.5)
    if (server.startsWith('127.0.0.1:') && mariadbPort(machine.listeners) === undefined) {
      print("ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)")
      return 1
    }
    if (machine.database.hasTables) print('the database metis_admin has 15 tables: left as it is')
    else {
      await sleep(2)
      machine.database.hasTables = true
      print('loaded the schema: 15 tables')
    }
    return 0
  },
  'python-packages': async (_, context) => {
    const { machine, node, owner, print, sleep } = context
    const release = machine.files.resolve(`${installDirectoryOf(owner)}/${node.instance}/current`)
    if (!machine.files.exists(`${release}/python/bin/python3`)) {
      print(`${release}/python/bin/python3: No such file or directory`)
      return 127
    }
    await sleep(12)
    machine.files.unpack(`${release}/site-packages`, 640e6, 'root:root')
    return 0
  },
  'nginx-test': async (_, { print, sleep }) => {
    await sleep(0.1)
    print('nginx: the configuration file /etc/nginx/nginx.conf syntax is ok')
    print('nginx: configuration file /etc/nginx/nginx.conf test is successful')
    return 0
  },
  files: removeFiles,
}
