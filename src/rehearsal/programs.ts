import { posix } from 'node:path'
import type { Machine } from './machine.js'
import type { Process, Program } from './process.js'
import { admin } from './services/admin.js'
import { carrier } from './services/carrier.js'
import { consul } from './services/consul.js'
import { fighter } from './services/fighter.js'
import { mariadb } from './services/mariadb.js'
import { nginx, reloadNginx } from './services/nginx.js'
import { via } from './services/via.js'
import { readUnitFile } from './unit-file.js'

/** What a unit runs. */
export interface FoundProgram {
  readonly name: string
  readonly argv: readonly string[]
  readonly program: Program
  readonly reload?: (process: Process) => Promise<void>
  /** It tells systemd when it serves: a start lasts until then. */
  readonly notifies?: true
}

/** By the name of the program file, as in `ExecStart`. */
const OURS: Readonly<Record<string, Program>> = { consul, carrier, via, java: admin, python3: fighter }

/** Undefined where there is no such unit. */
export function programOf(machine: Machine, unit: string): FoundProgram | undefined {
  if (unit === 'nginx.service' && machine.packages.has('nginx')) {
    return { name: 'nginx', argv: ['/usr/sbin/nginx'], program: nginx, reload: reloadNginx, notifies: true }
  }
  if (unit === 'mariadb.service' && machine.packages.has('mariadb-server')) {
    return { name: 'mariadbd', argv: ['/usr/sbin/mariadbd'], program: mariadb, notifies: true }
  }
  const text = machine.files.read(`/etc/systemd/system/${unit}`)
  const file = text === undefined ? undefined : readUnitFile(text)
  const [path] = file?.argv ?? []
  if (file === undefined || path === undefined) return undefined
  const name = posix.basename(path)
  const program = machine.files.exists(path) ? (OURS[name] ?? missing) : missing
  return { name, argv: file.argv, program }
}

const missing: Program = async ({ log, argv: [path] }) => {
  log(`Failed to locate executable ${path}: No such file or directory`)
  return 203
}
