/** Makes this machine able to run the lab: `npm run lab:prepare`, as root. Quick when all is there. */
import { mkdir } from 'node:fs/promises'
import { buildBaseImage } from './base-image.js'
import { CACHE, removeUnfinished } from './cache.js'
import { buildConsul } from './consul.js'
import { buildPackageSource } from './package-source.js'
import { holdPrepareLock } from './prepare-lock.js'
import { installRequiredTools } from './required-tools.js'
import { buildSeedLayer } from './seed-layer.js'
import { buildStandInArtifacts } from './stand-in-artifacts.js'

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  throw new Error('the lab needs Linux and root: it starts hosts with systemd-nspawn')
}
await mkdir(CACHE, { recursive: true, mode: 0o755 })
const lock = await holdPrepareLock()
await removeUnfinished()
await installRequiredTools()
await buildBaseImage()
await buildSeedLayer()
await buildPackageSource()
await buildConsul()
await buildStandInArtifacts()
lock.release()
console.log(`lab: ready in ${CACHE}`)
