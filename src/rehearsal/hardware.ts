import { sha256 } from '../lib/digest.js'

interface Distribution {
  readonly id: string
  readonly version: string
  readonly name: string
  readonly kernel: string
  /** Versions of the packages that services ask for. */
  readonly packages: Readonly<Record<string, string>>
  /** Of those that are asked for, the ones that it comes with. */
  readonly preinstalled: Readonly<Record<string, string>>
}

const GIB = 1024

const DEBIAN: Distribution = {
  id: 'debian',
  version: '12',
  name: 'Debian GNU/Linux 12 (bookworm)',
  kernel: '6.1.0-28-amd64',
  packages: {
    nftables: '1.0.6-2+deb12u2',
    nginx: '1.22.1-9',
    'mariadb-server': '1:10.11.6-0+deb12u1',
    'default-mysql-client': '1.1.0',
    'openjdk-17-jre-headless': '17.0.13+11-2~deb12u1',
    openssl: '3.0.15-1~deb12u1',
  },
  // As wherever there is an SSH server.
  preinstalled: { 'openssh-client': '1:9.2p1-2+deb12u3' },
}

const UBUNTU: Distribution = {
  id: 'ubuntu',
  version: '22.04',
  name: 'Ubuntu 22.04.5 LTS',
  kernel: '5.15.0-126-generic',
  packages: {
    nftables: '1.0.2-1ubuntu3',
    nginx: '1.18.0-6ubuntu14.5',
    'mariadb-server': '1:10.6.18-0ubuntu0.22.04.1',
    'default-mysql-client': '1.0.8',
    'openjdk-8-jre-headless': '8u432-ga~us1-0ubuntu2~22.04',
  },
  preinstalled: {
    needrestart: '3.5-5ubuntu2.4',
    openssl: '3.0.2-0ubuntu1.18',
    'openssh-client': '1:8.9p1-3ubuntu0.10',
  },
}

const SIZES = [
  { cores: 16, memoryGib: 32, diskGib: 480 },
  { cores: 16, memoryGib: 64, diskGib: 960 },
  { cores: 24, memoryGib: 64, diskGib: 480 },
  { cores: 32, memoryGib: 128, diskGib: 960 },
] as const

/** What a machine is made of: the same for the same address in every rehearsal, and not quite the same for the next one. */
export function simulatedHardware(address: string) {
  const number = Number(address.split('.').at(-1) ?? 0)
  const size = SIZES[number % SIZES.length] ?? SIZES[0]
  const total = size.diskGib * GIB
  return {
    cores: size.cores,
    // Its system keeps a little for itself.
    memoryMib: size.memoryGib * GIB - 412 - number,
    diskTotalMib: total,
    /** Taken before anything is installed. */
    diskUsedMib: Math.round(total * 0.02) + 97 * number,
    avx2: number % 7 !== 3,
    distribution: number % 3 === 1 ? UBUNTU : DEBIAN,
    hostname: `node-${address.split('.').slice(1).join('-')}`,
    machineId: sha256(`machine ${address}`).slice(0, 32),
    /** Host time minus this machine's. */
    clockOffsetMs: ((number * 37) % 700) - 350,
    /** How long it had been up when the rehearsal began. */
    upSeconds: 86_400 * (3 + (number % 40)) + 61 * number,
  }
}
