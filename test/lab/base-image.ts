import { execa } from 'execa'
import { buildOnce, cachePath } from './cache.js'
import { DEBIAN_12, type System } from './system.js'

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

export const baseImage = ({ suite }: System) => cachePath('base', { suite, packages: PACKAGES })
export const BASE_IMAGE = baseImage(DEBIAN_12)

export async function buildBaseImage(system: System): Promise<void> {
  const { suite, keyring, components } = system
  await buildOnce(baseImage(system), async (folder) => {
    const flags = [`--keyring=${keyring}`, `--components=${components.join(',')}`]
    const include = `--include=${PACKAGES.join(',')}`
    await execa('debootstrap', [
      '--variant=minbase',
      ...flags,
      include,
      suite,
      folder,
      await system.mirror(),
      system.script,
    ])
    await execa('bash', ['-c', 'rm -rf "$0"/var/cache/apt/* "$0"/var/lib/apt/lists/*', folder])
  })
}
