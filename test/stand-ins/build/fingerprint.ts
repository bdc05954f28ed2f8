import { createHash } from 'node:crypto'
import { readTree } from './tree.js'

/** A hash of every source file, with its name: equal hashes mean equal stand-ins. */
export async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const [name, content] of Object.entries(await readTree(folder))) {
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
