import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { baseImage } from './base-image.js'
import { buildOnce, cachePath } from './cache.js'
import type { System } from './system.js'

export const OPERATOR = 'operator'
/** Logs in like the operator, but may not use sudo. */
export const POWERLESS = 'nosudo'
/** Holds what careless quoting breaks on. */
export const PASSWORD = `lab pass'word"1`

const MASKED = [
  'console-getty.service getty.target',
  'apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer',
  'systemd-networkd.service systemd-networkd.socket systemd-resolved.service systemd-timesyncd.service',
  'systemd-udevd.service systemd-udev-trigger.service systemd-firstboot.service',
].join(' ')

const SETUP = `
for user in ${OPERATOR} ${POWERLESS}; do
  # Debian has a group "operator" already; logins that share a group are as real as any
  useradd --create-home --no-user-group --shell /bin/bash "$user"
  # SHA512: the default hash costs 0.1 s of processor for every sudo
  printf '%s:%s\\n' "$user" "$PASSWORD" | chpasswd --crypt-method SHA512
  install -d -m 700 -o "$user" "/home/$user/.ssh"
  printf '%s\\n' "$PUBLIC_KEY" > "/home/$user/.ssh/authorized_keys"
  chown "$user" "/home/$user/.ssh/authorized_keys"
  chmod 600 "/home/$user/.ssh/authorized_keys"
done
printf '${OPERATOR} ALL=(ALL:ALL) ALL\\n' > /etc/sudoers.d/operator
chmod 440 /etc/sudoers.d/operator

# every host gets a key of its own when it boots
rm -f /etc/ssh/ssh_host_*
mkdir -p /etc/ssh/sshd_config.d
printf '%s\\n' 'HostKey /etc/ssh/ssh_host_ed25519_key' 'PasswordAuthentication yes' 'UseDNS no' > /etc/ssh/sshd_config.d/lab.conf

# without name servers, every sudo and login would wait for one
: > /etc/resolv.conf
sed -i 's/^hosts:.*/hosts: files/' /etc/nsswitch.conf

# the disk is memory: flushing it, and filling it with manuals, only costs time
printf 'force-unsafe-io\\npath-exclude=/usr/share/doc/*\\npath-exclude=/usr/share/man/*\\npath-exclude=/usr/share/locale/*\\n' > /etc/dpkg/dpkg.cfg.d/lab
printf 'Acquire::Languages "none";\\n' > /etc/apt/apt.conf.d/90lab

systemctl mask ${MASKED}
systemctl set-default multi-user.target
# where the socket starts it, it is left to that
[ -e /etc/systemd/system/sockets.target.wants/ssh.socket ] || systemctl enable ssh.service
`

const KEY = cachePath('operator-key', 'ed25519')
/** One key for hosts of all systems. */
export const KEY_FILE = join(KEY, 'operator_ed25519')

const seed = (system: System) =>
  cachePath('seed', { base: baseImage(system), key: KEY, password: PASSWORD, setup: SETUP })
/** What every host has above the base image: accounts, sshd settings, fewer services. */
export const seedLayer = (system: System) => join(seed(system), 'layer')

export async function buildSeedLayer(system: System): Promise<void> {
  await buildOnce(KEY, async (folder) => {
    const key = join(folder, 'operator_ed25519')
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lab operator', '-f', key])
  })
  await buildOnce(seed(system), async (folder) => {
    const [layer, work, merged] = ['layer', 'work', 'merged'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    for (const path of [layer, work, merged]) await mkdir(path, { mode: 0o755 })
    const { stdout: publicKey } = await execa('cat', [`${KEY_FILE}.pub`])
    const layers = `lowerdir=${baseImage(system)},upperdir=${layer},workdir=${work}`
    await execa('mount', ['-t', 'overlay', 'lab-seed', '-o', layers, merged])
    try {
      const env = { PASSWORD, PUBLIC_KEY: publicKey, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
      await execa('chroot', [merged, 'bash', '-euc', SETUP], { env, extendEnv: false })
    } finally {
      await execa('umount', [merged])
    }
    await execa('rm', ['-rf', work, merged])
  })
}
