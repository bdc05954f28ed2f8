import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../lib/digest.js'
import { isRunning, processStart } from './process-identity.js'

/**
 * Ending for the name of what this process makes and renames when it is whole, such as `4711-88123-0a1b2c3d-9f8e7d6c`:
 * process, its start (0 where that can't be told), machine, and random, since one process may make two at once.
 */
export function makersMark(): string {
  const start = processStart(process.pid) ?? '0'
  return [process.pid, start, machine(), randomBytes(4).toString('hex')].join('-')
}

/** A name that begins with anything and ends in a mark, which the number of a part may follow. */
const MARKED = /^(.+-)(\d+)-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}(?:\.\d{3})?$/

/**
 * Removes files and folders of `folder` that are called by a beginning and the mark of a process of this machine that
 * was killed before it could do so. What a running one makes stays, as does what another machine made, whose processes
 * can't be seen from here. Throws nothing: whoever goes on can do without.
 */
export async function clearLeftOvers(folder: string, isMeant: (beginning: string) => boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, beginning = '', pid, start, where] = MARKED.exec(name) ?? []
    if (!isMeant(beginning) || where !== machine()) continue
    if (isRunning(Number(pid), start === '0' ? undefined : start)) continue
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function machine(): string {
  return sha256(hostname()).slice(0, 8)
}
