import { join } from 'node:path'
import { execa } from 'execa'
import { buildBaseImage } from './base-image.js'
import { buildOnce } from './cache.js'
import { buildPackageSource } from './package-source.js'
import { privateApt } from './private-apt.js'
import { buildSeedLayer } from './seed-layer.js'
import { DEBIAN_13, type System, UBUNTU_KEYS } from './system.js'

/** What hosts of a system are made of: its base image, the layer above it, and the packages that they may ask for. */
export async function buildSystem(system: System): Promise<void> {
  if (system.keyring.startsWith(UBUNTU_KEYS)) await buildUbuntuKeys()
  await buildBaseImage(system)
  await buildSeedLayer(system)
  await buildPackageSource(system)
}

async function buildUbuntuKeys(): Promise<void> {
  await buildOnce(UBUNTU_KEYS, async (folder) => {
    const apt = await privateApt(join(folder, 'apt'), DEBIAN_13)
    await apt(['download', 'ubuntu-keyring'], { cwd: folder })
    await execa('bash', ['-euc', 'dpkg-deb -x ubuntu-keyring_*.deb . && rm -rf apt ./*.deb'], {
      cwd: folder,
    })
  })
}
