import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { BASE_IMAGE } from './base-image.js'
import { buildOnce, cachePath } from './cache.js'
import { OPERATOR } from './seed-layer.js'

// What a bare Linux has that nobody prepared: no Node.js, no Python, no SSH client, no certificates.
const SETUP = `
export DEBIAN_FRONTEND=noninteractive SUDO_FORCE_REMOVE=yes
apt-get purge -q -y python3-minimal python3.11-minimal libpython3.11-minimal openssh-client openssh-sftp-server \\
  ca-certificates openssl sudo dbus iproute2
apt-get autoremove --purge -q -y
useradd --create-home --no-user-group --shell /bin/bash ${OPERATOR}
printf 'Acquire::Languages "none";\\n' > /etc/apt/apt.conf.d/90lab
`

const MINIMAL = cachePath('minimal', { base: BASE_IMAGE, setup: SETUP })
/** What is to be mounted above the base image for a machine with next to nothing on it: it takes away. */
export const MINIMAL_LAYER = join(MINIMAL, 'layer')

export async function buildMinimalRoot(): Promise<void> {
  await buildOnce(MINIMAL, async (folder) => {
    const [layer, work, merged] = ['layer', 'work', 'merged'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    for (const path of [layer, work, merged]) await mkdir(path, { mode: 0o755 })
    const layers = `lowerdir=${BASE_IMAGE},upperdir=${layer},workdir=${work}`
    await execa('mount', ['-t', 'overlay', 'lab-minimal', '-o', layers, merged])
    try {
      const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
      await execa('chroot', [merged, 'bash', '-euc', SETUP], { env, extendEnv: false })
    } finally {
      await execa('umount', [merged])
    }
    await execa('rm', ['-rf', work, merged])
  })
}
