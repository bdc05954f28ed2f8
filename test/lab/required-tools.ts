import { existsSync } from 'node:fs'
import { execa } from 'execa'

const TOOLS: Readonly<Record<string, string>> = {
  '/usr/sbin/debootstrap': 'debootstrap',
  '/usr/bin/systemd-nspawn': 'systemd-container',
  '/usr/sbin/ip': 'iproute2',
  '/usr/sbin/tc': 'iproute2',
  '/usr/bin/ssh': 'openssh-client',
  '/usr/bin/openssl': 'openssl',
  '/usr/bin/nsenter': 'util-linux',
  '/usr/bin/dpkg-scanpackages': 'dpkg-dev',
  '/usr/bin/tcpdump': 'tcpdump',
  '/usr/bin/tmux': 'tmux',
  '/usr/bin/zip': 'zip',
  '/usr/bin/unzip': 'unzip',
  '/usr/share/keyrings/debian-archive-keyring.gpg': 'debian-archive-keyring',
}

export async function installRequiredTools(): Promise<void> {
  const missing = missingTools()
  if (missing.length === 0) return
  console.log(`tools: installing ${missing.join(' ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  // The package lists may be absent or old; fetching them is only worth it when they are.
  const first = await execa('apt-get', install, { env, reject: false })
  if (!first.failed) return
  await execa('apt-get', ['update'])
  await execa('apt-get', install, { env })
}

export function missingTools(): string[] {
  const missing = Object.entries(TOOLS).filter(([path]) => !existsSync(path))
  return [...new Set(missing.map(([, name]) => name))]
}
