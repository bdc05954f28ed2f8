import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { BASE_IMAGE } from './base-image.js'
import { buildOnce, cachePath } from './cache.js'
import { SUITE } from './debian-mirror.js'
import { privateApt } from './private-apt.js'

const PACKAGES = [
  'mariadb-server',
  'default-mysql-client',
  'nginx',
  'openjdk-17-jre-headless',
  'unzip',
  'acl',
  'nftables',
  'ufw',
]

/** A flat apt repository: the packages above with all that the base image lacks for them. */
export const PACKAGE_SOURCE = cachePath('packages', { base: BASE_IMAGE, packages: PACKAGES })

export async function buildPackageSource(): Promise<void> {
  await buildOnce(PACKAGE_SOURCE, async (folder) => {
    const aptFolder = join(folder, 'apt')
    await mkdir(aptFolder)
    const apt = await privateApt(aptFolder, SUITE, join(BASE_IMAGE, 'var/lib/dpkg/status'))
    await apt(['install', '-y', '--download-only', ...PACKAGES])
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
