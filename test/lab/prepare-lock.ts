import { join } from 'node:path'
import { execa } from 'execa'
import { CACHE } from './cache.js'

/** Waits until no other prepare runs. The lock goes with this process, however it ends. */
export async function holdPrepareLock(): Promise<{ release(): void }> {
  const script = 'echo held; cat > /dev/null'
  const holder = execa('flock', [join(CACHE, 'prepare.lock'), 'sh', '-c', script], { stdin: 'pipe' })
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve())
    holder.catch(reject)
  })
  return { release: () => holder.stdin.end() }
}
