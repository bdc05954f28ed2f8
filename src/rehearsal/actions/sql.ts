import type { Sql } from '../../actions/action.js'
import { fill } from '../../lib/text.js'
import type { OnNode } from '../errands/on-machine.js'
import { listenedPort } from '../machine.js'

const NO_SERVER =
  "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)"

/** What statements do that anybody here notices. A server elsewhere takes them all. */
export async function sql(action: Sql, on: OnNode): Promise<number> {
  const { machine, secrets, print } = on
  await on.sleep(0.4)
  if (action.server !== undefined) return 0
  if (listenedPort(machine, 'mariadb.service') === undefined) {
    print(NO_SERVER)
    return 1
  }
  const statements = fill(action.statements, secrets)
  const created = statements.matchAll(
    /CREATE USER [^']*'([^']+)'@'[^']*' IDENTIFIED BY '((?:[^'\\]|\\.|'')*)'/g,
  )
  for (const [, account = '', password = ''] of created) {
    machine.database.accounts.set(
      account,
      password.replaceAll(/\\(.)|''/g, (_, one: string) => one ?? "'"),
    )
  }
  if (/DROP DATABASE/.test(statements)) {
    machine.database.hasTables = false
    machine.database.accounts.clear()
  }
  return 0
}
