import { execa } from 'execa'
import { buildOnce, cachePath } from './cache.js'
import { debianMirror, SUITE } from './debian-mirror.js'

// What a freshly installed server has. Java, MariaDB, nginx, unzip and curl are left out on purpose:
// getting them onto the hosts is the product's work.
const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'openssh-server',
  'sudo',
  'iproute2',
  'procps',
  'python3',
  'ca-certificates',
]

export const BASE_IMAGE = cachePath('base', { suite: SUITE, packages: PACKAGES })

export async function buildBaseImage(): Promise<void> {
  await buildOnce(BASE_IMAGE, async (folder) => {
    const mirror = await debianMirror()
    const include = `--include=${PACKAGES.join(',')}`
    await execa('debootstrap', ['--variant=minbase', include, SUITE, folder, mirror])
    await execa('bash', ['-c', 'rm -rf "$0"/var/cache/apt/* "$0"/var/lib/apt/lists/*', folder])
  })
}
