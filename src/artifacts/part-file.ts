import { readdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errnoOf } from './file-problems.js'

/**
 * The partial file of a download that only this process writes. One that a dead process has left is taken over, so
 * that its bytes are not fetched twice.
 */
export async function claimPart(target: string): Promise<string> {
  const own = `${target}.part-${process.pid}`
  const prefix = `${basename(target)}.part-`
  for (const name of await readdir(dirname(target))) {
    const owner = name.startsWith(prefix) ? /^\d+$/.exec(name.slice(prefix.length)) : null
    if (owner === null || isRunning(Number(owner[0]))) continue
    const left = join(dirname(target), name)
    const isClaimed = await rename(left, own).then(
      () => true,
      () => false,
    )
    if (!isClaimed) continue
    await rename(`${left}.validator`, `${own}.validator`).catch(() => undefined)
    return own
  }
  return own
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
}
