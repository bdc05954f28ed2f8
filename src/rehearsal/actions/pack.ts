import { gzipSync } from 'node:zlib'
import { sha256 } from '../../lib/digest.js'
import { tarBytes } from '../../lib/tar.js'
import type { KeptPart } from '../../planner/backup/kept-part.js'
import { CONSOLE_USER } from '../../roles/secret-names.js'
import { listenedPort, type Machine } from '../machine.js'
import type { Effect } from '../simulation.js'

/** What `packCommand` does: an archive of the files that are there, with names that are relative, a dump, or a snapshot. */
export const pack: Effect = async ({ inputs }, { machine, installDirectory, print, sleep }) => {
  await sleep(2)
  const part = JSON.parse(inputs) as KeptPart
  const { files, database } = machine
  if (part.kind === 'database' && listenedPort(machine, 'mariadb.service') === undefined) {
    print('the database server does not answer, so that its databases cannot be saved')
    return 1
  }
  const to = `${installDirectory}/.backup/${part.name}`
  const { bytes, rows } =
    part.kind === 'database'
      ? { bytes: gzipSync(dumpOf(database)), rows: database.rows.length + 1 }
      : { bytes: await contentOf(machine, `${installDirectory}/${part.instance}`, part), rows: 0 }
  if (bytes === undefined || (part.kind === 'database' && !database.hasTables)) return 0
  files.write(to, bytes, '0600', 'root:root')
  files.write(`${to}.sum`, `${sha256(bytes)} ${bytes.length} ${rows}\n`, '0600', 'root:root')
  print(`packed ${bytes.length} bytes`)
  return 0
}

async function contentOf({ files }: Machine, home: string, { kind, paths }: KeptPart) {
  if (kind === 'snapshot') return gzipSync(files.walk(`${home}/data/raft`).map(files.read).join(''))
  const found = paths
    .flatMap((path) => files.walk(`${home}/${path}`))
    .flatMap((path) => {
      const content = files.readBytes(path)
      return content === undefined ? [] : [{ path: path.slice(home.length + 1), content }]
    })
  if (found.length === 0) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of tarBytes(entries(found))) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}

async function* entries(found: readonly { readonly path: string; readonly content: Buffer }[]) {
  for (const { path, content } of found)
    yield { path, size: content.length, mode: 0o600, mtime: new Date(0), content: [content] }
}

function dumpOf({ rows, consolePassword }: Machine['database']): string {
  const inserts = [
    ...rows.map((row) => `INSERT INTO \`rows\` VALUES (${JSON.stringify(row)});`),
    `INSERT INTO \`sys_user\` VALUES (1,'${CONSOLE_USER}','${consolePassword}');`,
  ]
  return ['CREATE DATABASE `metis_admin`;', ...inserts, '-- Dump completed', ''].join('\n')
}
