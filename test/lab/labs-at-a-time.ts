import { readFileSync, writeFileSync } from 'node:fs'

const LIMIT = '/proc/sys/fs/inotify/max_user_instances'
/** Two labs of at most seven hosts, and what else runs here; a host takes about ten. */
const ENOUGH = 256

/** How many labs this machine can hold side by side; stories wait more than they work. */
export function labsAtATime(): number {
  return limit() >= ENOUGH ? 2 : 1
}

/** Until the next boot. Where the kernel's settings can't be written, labs run one after another. */
export function makeRoomForTwoLabs(): void {
  if (limit() >= ENOUGH) return
  try {
    writeFileSync(LIMIT, `${ENOUGH}`)
  } catch (error) {
    console.log(`${LIMIT} stays at ${limit()}, so one lab runs at a time: ${(error as Error).message}`)
  }
}

function limit(): number {
  try {
    return Number(readFileSync(LIMIT, 'utf8'))
  } catch {
    return 0
  }
}
