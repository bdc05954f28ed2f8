import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'metis-rehearsal-'

export interface PrivateDirectory {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** A directory of the operator's alone that goes with the process, however that ends. */
export function createPrivateDirectory(parent: string = tmpdir()): PrivateDirectory {
  sweep(parent)
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`))
  const removeNow = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', removeNow)
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      process.removeListener('exit', removeNow)
    },
  }
}

/** A killed process could not tidy up: the next rehearsal does. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = /^metis-rehearsal-(\d+)-/.exec(name) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {
      // Somebody else's.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
