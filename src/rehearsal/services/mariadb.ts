import { opens, type Program } from '../process.js'

const SETTINGS = '/etc/mysql/mariadb.conf.d/99-metis.cnf'

/** The distribution's own server, on the host itself only. */
export const mariadb: Program = async (process) => {
  const port = Number(/^port\s*=\s*(\d+)/m.exec(process.machine.files.read(SETTINGS) ?? '')?.[1] ?? 3306)
  await process.sleep(1)
  if (!(await opens(process.listen('127.0.0.1', port)))) {
    process.log(`[ERROR] Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use`)
    return 1
  }
  process.log(`Version: 'MariaDB'  socket: '/run/mysqld/mysqld.sock'  port: ${port}: ready for connections.`)
  await process.serve()
  return 0
}

/** Port of the server that runs; undefined when none does. */
export function mariadbPort(listeners: Iterable<{ unit: string; port: number }>): number | undefined {
  return [...listeners].find(({ unit }) => unit === 'mariadb.service')?.port
}
