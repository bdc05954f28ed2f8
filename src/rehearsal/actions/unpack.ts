import { Readable } from 'node:stream'
import { createGunzip, gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { sha256 } from '../../lib/digest.js'
import type { SavedPart } from '../../planner/backup/kept-part.js'
import { unitOf } from '../../topology/host-paths.js'
import { listenedPort } from '../machine.js'
import type { Effect, OnInstance } from '../simulation.js'
import { endUnit } from '../systemd.js'

/** What `unpackCommand` does, with the archives and dumps of real hosts too. */
export const unpack: Effect = async ({ inputs }, on) => {
  const part = JSON.parse(inputs) as SavedPart
  const bytes = await carried(inputs, on)
  if (!Buffer.isBuffer(bytes)) return bytes
  await endUnit(on, unitOf(part.instance))
  return part.kind === 'database' ? load(gunzipSync(bytes).toString(), part, on) : put(bytes, part, on)
}

/** The part that an action's inputs name, which was carried to the host; the exit code where there is none, or too much for a simulated one. */
export async function carried(inputs: string, on: OnInstance): Promise<Buffer | number> {
  const part = JSON.parse(inputs) as SavedPart
  const { machine, installDirectory, print, sleep } = on
  const path = `${installDirectory}/.backup/${part.name}`
  await sleep(2)
  const bytes = machine.files.readBytes(path)
  if (bytes === undefined) {
    // Of what is too large only its size is known.
    if (machine.files.exists(path)) return 0
    print(`${path} is not there: restore carries it again`)
    return 1
  }
  if (sha256(bytes) !== part.sha256) {
    print(`${path} is not what the backup says: restore carries it again`)
    return 1
  }
  return bytes
}

async function put(bytes: Buffer, { instance, paths }: SavedPart, on: OnInstance): Promise<number> {
  const { machine, installDirectory, print } = on
  const { files } = machine
  const home = `${installDirectory}/${instance}`
  const [, owner = 'root:root'] = / (\S+) directory$/.exec(files.stat(`${home}/data`) ?? '') ?? []
  for (const path of paths.filter((one) => files.exists(`${home}/${one}`))) {
    if (files.list(`${home}/${path}`).length === 0) files.remove(`${home}/${path}`)
    else files.move(`${home}/${path}`, `${home}/moved/${path}`)
  }
  for await (const entry of Readable.from([bytes]).pipe(createGunzip()).pipe(extract())) {
    const { name, type } = entry.header
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    if (name.startsWith('/') || name.split('/').some((one) => one === '.' || one === '..')) {
      print(`tar: ${name} leads elsewhere`)
      return 1
    }
    if (type === 'file') files.write(`${home}/${name}`, Buffer.concat(chunks), '0600', owner)
  }
  for (const path of paths.filter((one) => files.exists(`${home}/${one}`))) {
    files.makeDirectory(`${home}/${path}`, '0700', owner)
    print(`${path} is back`)
  }
  return 0
}

const ROW = /^INSERT INTO `rows` VALUES \((.*)\);$/
const CONSOLE = /^INSERT INTO `sys_user` VALUES \([^']*'[^']*','([^']*)'/

function load(
  sql: string,
  { database: name = '', rows }: SavedPart & { readonly rows?: number },
  on: OnInstance,
) {
  const { machine, print } = on
  if (listenedPort(machine, 'mariadb.service') === undefined) {
    print("ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)")
    return 1
  }
  const lines = sql.split('\n')
  const inserts = lines.filter((line) => line.startsWith('INSERT INTO '))
  if (
    !lines.some((line) => line.startsWith('-- Dump completed')) ||
    inserts.length !== (rows ?? inserts.length)
  ) {
    print('the dump of the database has no end')
    return 1
  }
  const { database } = machine
  database.hasTables = true
  database.rows = inserts.flatMap((line) => {
    const [, row] = ROW.exec(line) ?? []
    return row === undefined ? [] : [JSON.parse(row) as string]
  })
  database.consolePassword =
    inserts.map((line) => CONSOLE.exec(line)?.[1]).find(Boolean) ?? database.consolePassword
  print(`the database ${name} is back: 15 tables, ${inserts.length} rows, as many as in the backup`)
  return 0
}
