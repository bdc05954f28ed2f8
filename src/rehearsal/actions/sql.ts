import type { Sql } from '../../actions/action.js'
import { fill } from '../../lib/text.js'
import type { OnNode } from '../errands/on-machine.js'
import { listenedPort } from '../machine.js'

const NO_SERVER =
  "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)"

/** What statements do that anybody here notices. A server elsewhere is always there. */
export async function sql(action: Sql, on: OnNode): Promise<number> {
  const { machine, secrets, print } = on
  await on.sleep(0.4)
  if (action.server === undefined && listenedPort(machine, 'mariadb.service') === undefined) {
    print(NO_SERVER)
    return 1
  }
  const statements = fill(action.statements, secrets)
  const { database } = machine
  for (const [, account = '', password = ''] of statements.matchAll(CREATED)) {
    if (!database.accounts.has(account)) database.accounts.set(account, unquoted(password))
  }
  for (const [, account = '', password = ''] of statements.matchAll(ALTERED))
    database.accounts.set(account, unquoted(password))
  const [, console] = CONSOLE.exec(statements) ?? []
  if (console !== undefined) database.consolePassword = unquoted(console)
  if (/DROP DATABASE/.test(statements)) {
    database.hasTables = false
    database.rows = []
    database.accounts.clear()
  }
  return 0
}

const QUOTED = String.raw`'((?:[^'\\]|\\.|'')*)'`
const CREATED = new RegExp(`CREATE USER IF NOT EXISTS '([^']+)'@'[^']*' IDENTIFIED BY ${QUOTED}`, 'g')
const ALTERED = new RegExp(
  String.raw`(?:SET PASSWORD FOR|ALTER USER) '([^']+)'@'[^']*' (?:= PASSWORD\(|IDENTIFIED BY )${QUOTED}`,
  'g',
)
/** Of the user of the console, as its step sets it. */
const CONSOLE = new RegExp(
  String.raw`SET @password = ${QUOTED};[^]*UPDATE metis_admin\.sys_user SET password`,
)

function unquoted(text: string): string {
  return text.replaceAll(/\\(.)|''/g, (_, one: string) => one ?? "'")
}
