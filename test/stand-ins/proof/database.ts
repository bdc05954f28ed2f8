import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { freePorts } from './free-ports.js'
import { end, type Started, start } from './started.js'

const PACKAGES = /^(mariadb-server-core|mariadb-client-core|liburing2|libaio1|libnuma1)_.*\.deb$/

export type DatabaseProof = {
  port: number
  sql(script: string): Promise<string>
  /** As a kill -9; what was written is there when it is started again. */
  stop(): Promise<void>
  start(): Promise<void>
}

/** A real MariaDB on loopback, unpacked from a folder of Debian packages and not installed. Its root has no password. */
export async function startDatabase(packages: string, folder: string): Promise<DatabaseProof> {
  const root = path.join(folder, 'mariadb')
  for (const name of (await readdir(packages)).filter((file) => PACKAGES.test(file)))
    await execa('dpkg-deb', ['-x', path.join(packages, name), root])
  const libraries = ['usr/lib', 'lib'].map((lib) => path.join(root, lib, 'x86_64-linux-gnu')).join(':')
  const env = { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: libraries }
  const [port = 0] = await freePorts(1)
  const common = ['--no-defaults', '--user=root', `--basedir=${root}/usr`, `--datadir=${folder}/database`]
  const install = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve']
  await execa(path.join(root, 'usr/bin/mariadb-install-db'), [...common, ...install], { env })
  const server = {
    file: path.join(root, 'usr/sbin/mariadbd'),
    args: [...common, '--bind-address=127.0.0.1', `--port=${port}`, `--socket=${folder}/mariadb.sock`],
    env,
  }
  let running: Started | undefined
  const proof: DatabaseProof = {
    port,
    start: async () => {
      running = start(server)
      await running.logged(/ready for connections/)
    },
    stop: async () => {
      if (running) await end(running)
    },
    sql: async (input) => {
      const client = path.join(root, 'usr/bin/mariadb')
      const args = ['--no-defaults', '-N', '-h', '127.0.0.1', '-P', `${port}`, '-u', 'root']
      return (await execa(client, args, { input, env })).stdout
    },
  }
  await proof.start()
  return proof
}
