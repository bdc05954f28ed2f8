import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { baseImage } from './base-image.js'
import { buildOnce, cachePath } from './cache.js'
import { privateApt } from './private-apt.js'
import { DEBIAN_12, type System } from './system.js'

const packagesFor = ({ java }: System) => ['mariadb-server', 'nginx', java, 'unzip', 'acl', 'nftables', 'ufw']

/** A flat apt repository: the packages above with all that the base image lacks for them. */
export const packageSource = (system: System) =>
  cachePath('packages', { base: baseImage(system), packages: packagesFor(system) })
export const PACKAGE_SOURCE = packageSource(DEBIAN_12)

export async function buildPackageSource(system: System): Promise<void> {
  await buildOnce(packageSource(system), async (folder) => {
    const aptFolder = join(folder, 'apt')
    await mkdir(aptFolder)
    const apt = await privateApt(aptFolder, system, join(baseImage(system), 'var/lib/dpkg/status'))
    const download = ['install', '-y', '--download-only']
    await apt([...download, ...packagesFor(system)])
    // On Ubuntu it is MySQL's, which no host has beside MariaDB's.
    await apt([...download, 'default-mysql-client'])
    await execa(
      'bash',
      [
        '-euc',
        `mv apt/cache/archives/*.deb .
       rm -rf apt
       dpkg-scanpackages --multiversion . > Packages
       gzip -9 --keep Packages`,
      ],
      { cwd: folder },
    )
  })
}
