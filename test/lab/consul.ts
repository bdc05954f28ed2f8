import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { ARTIFACTS, buildOnce, CACHE } from './cache.js'
import { privateApt } from './private-apt.js'
import { DEBIAN_11 } from './system.js'

/** A real Consul (1.8.7, the last one Debian had), for hosts that get nothing but files. */
export const CONSUL = join(CACHE, 'consul')
// The name the release asks for; the lab has no way to the real 1.10.4.
const ARTIFACT = 'consul_1.10.4_linux_amd64.zip'

export async function buildConsul(): Promise<void> {
  const unpacked = join(CACHE, 'consul-1.8.7')
  await buildOnce(unpacked, async (folder) => {
    const apt = await privateApt(join(folder, 'apt'), DEBIAN_11)
    await apt(['download', 'consul'], { cwd: folder })
    await execa('bash', ['-euc', 'dpkg-deb -x consul_1.8.7*.deb tree && mv tree/usr/bin/consul consul'], {
      cwd: folder,
    })
    await execa('zip', ['-q', ARTIFACT, 'consul'], { cwd: folder })
    await execa('bash', ['-euc', 'rm -rf apt tree ./*.deb'], { cwd: folder })
  })
  await mkdir(ARTIFACTS, { recursive: true })
  await placeWhole(join(unpacked, 'consul'), CONSUL)
  await placeWhole(join(unpacked, ARTIFACT), join(ARTIFACTS, ARTIFACT))
}

async function placeWhole(source: string, target: string): Promise<void> {
  if (existsSync(target)) return
  await execa('cp', [source, `${target}.new`])
  await rename(`${target}.new`, target)
}
