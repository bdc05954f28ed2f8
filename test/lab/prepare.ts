/** Makes this machine able to run the lab: `npm run lab:prepare`, as root. Quick when all is there. */
import { mkdir } from 'node:fs/promises'
import { buildStandIns } from '../stand-ins/build.js'
import { buildSystem } from './build-system.js'
import { ARTIFACTS, CACHE, removeUnfinished } from './cache.js'
import { buildConsul } from './consul.js'
import { makeRoomForTwoLabs } from './labs-at-a-time.js'
import { buildMinimalRoot } from './minimal-root.js'
import { holdPrepareLock } from './prepare-lock.js'
import { installRequiredTools } from './required-tools.js'
import { DEBIAN_12 } from './system.js'

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  throw new Error('the lab needs Linux and root: it starts hosts with systemd-nspawn')
}
await mkdir(CACHE, { recursive: true, mode: 0o755 })
const lock = await holdPrepareLock()
await removeUnfinished()
await installRequiredTools()
makeRoomForTwoLabs()
await buildSystem(DEBIAN_12)
await buildMinimalRoot()
await buildConsul()
console.log('stand-ins: building what changed')
await buildStandIns(ARTIFACTS)
lock.release()
console.log(`lab: ready in ${CACHE}`)
