import { type Luggage, luggagePath } from '../../planner/hand-over.js'
import type { Aside } from '../../planner/moved-database.js'
import type { HostFiles } from '../host-files.js'
import { listenedPort, type Machine } from '../machine.js'
import type { Effect } from '../simulation.js'
import { endUnit } from '../systemd.js'

/** What a simulated host packs of an instance: files below its home, and rows of its database. */
interface Packed {
  readonly files: ReturnType<HostFiles['copyOut']>
  readonly rows?: readonly string[]
}

interface Inputs extends Luggage {
  readonly owner: string
  readonly isBack?: boolean
}

const PACKED_SECONDS = 2
const DATABASE = 'mariadb.service'

/** As `handOver` does. */
export const handOver: Effect = async ({ inputs }, on) => {
  const luggage = JSON.parse(inputs) as Inputs
  const { machine, print, sleep } = on
  const { files, units } = machine
  await endUnit(on, luggage.unit)
  const unit = units.get(luggage.unit)
  if (unit !== undefined) unit.enabled = false
  const { home, paths, databases } = luggage
  if (paths.length + databases.length === 0) return 0
  await sleep(PACKED_SECONDS)
  if (databases.length > 0 && isDatabaseAway(machine, print)) return 1
  const file = luggagePath(home)
  if (paths.some((path) => files.exists(`${home}/${path}`))) {
    files.remove(file)
    files.move(`${home}/data`, `${home}/moved/data`)
  }
  if (databases.length === 0 && files.exists(file)) return 0
  const packed: Packed = {
    files: paths.flatMap((path) => files.copyOut(`${home}/moved/${path}`)),
    ...(databases.length === 0 ? {} : { rows: machine.database.rows }),
  }
  files.write(file, JSON.stringify(packed), '0600', 'root:root')
  print(`packed ${JSON.stringify(packed).length} bytes`)
  return 0
}

/** As `takeOver` and `takeBack` do. */
export const takeOver: Effect = async ({ inputs }, { machine, print, sleep }) => {
  const { home, paths, databases, owner, isBack } = JSON.parse(inputs) as Inputs
  const { files, database } = machine
  await sleep(PACKED_SECONDS)
  if (isBack) {
    if (!paths.some((path) => files.exists(`${home}/${path}`)))
      files.move(`${home}/moved/data`, `${home}/data`)
    files.give(`${home}/data`, owner)
    files.remove(`${home}/.hand-over`)
    return 0
  }
  if (paths.length + databases.length === 0) return 0
  if (databases.length > 0 && isDatabaseAway(machine, print)) return 1
  const text = files.read(luggagePath(home))
  if (text === undefined) return 1
  const packed = JSON.parse(text) as Packed
  for (const path of paths) files.remove(`${home}/${path}`)
  files.copyIn(packed.files, (path) => path.replace(`${home}/moved/`, `${home}/`))
  for (const path of paths) files.give(`${home}/${path}`, owner)
  if (packed.rows !== undefined) {
    database.rows = [...packed.rows]
    database.hasTables = true
    print('the database metis_admin is here: 15 tables, the same rows as before')
  }
  files.remove(`${home}/.hand-over`)
  return 0
}

/** As `databasesAside` does. */
export const databaseAside: Effect = async ({ inputs }, { machine, print, sleep }) => {
  const { home, isKept } = JSON.parse(inputs) as Aside
  const { files, database } = machine
  await sleep(PACKED_SECONDS)
  if (isDatabaseAway(machine, print)) return 1
  if (!database.hasTables) return 0
  if (isKept)
    files.write(`${home}/moved/metis_admin.sql.gz`, JSON.stringify(database.rows), '0600', 'root:root')
  database.hasTables = false
  database.rows = []
  database.accounts.clear()
  return 0
}

function isDatabaseAway(machine: Machine, print: (line: string) => void): boolean {
  if (listenedPort(machine, DATABASE) !== undefined) return false
  print("ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)")
  return true
}
