import type { Topology } from '../topology/topology.js'

/** A Java runtime as the distribution has it. The admin is built for Java 8 and runs on later ones too. */
export interface JavaRuntime {
  readonly package: string
  readonly version: number
  /** Named in full, since a host may have several and `/usr/bin/java` be any of them. */
  readonly program: string
}

const JAVA: Readonly<Record<string, number>> = {
  'debian-11': 11,
  'debian-12': 17,
  'debian-13': 21,
  'ubuntu-18.04': 8,
  'ubuntu-20.04': 8,
  'ubuntu-22.04': 8,
  'ubuntu-24.04': 8,
}

/** Those that it is known of: `debian-12`. */
export const SYSTEMS: readonly string[] = Object.keys(JAVA)

/** The oldest Java that the distribution still keeps secure; of one that preflight refuses, a likely one. */
export function javaRuntime(distribution: string): JavaRuntime {
  return runtime(JAVA[distribution] ?? 17)
}

export const NGINX = ['nginx'] as const
export const DATABASE_SERVER = ['mariadb-server'] as const
/** MySQL's client on Ubuntu, MariaDB's on Debian: both log in to MySQL 8. */
export const DATABASE_CLIENT = ['default-mysql-client'] as const

/** Restarts services whose libraries were updated; nobody asks for it, and many hosts have it. */
export const NEEDRESTART = 'needrestart'

/** What every host needs besides its services. */
export function hostPackages({ firewall, backup }: Pick<Topology, 'firewall' | 'backup'>): readonly string[] {
  const sending = backup?.receiver === undefined ? [] : SENDING
  return [...(firewall === 'managed' ? NFTABLES : []), ...(backup === undefined ? [] : SEALING), ...sending]
}

const NFTABLES = ['nftables'] as const
/** Seals what hosts back up by themselves. */
const SEALING = ['openssl'] as const
/** Brings it to another host. */
const SENDING = ['openssh-client'] as const

/** Every OS package that some service may ask for on some distribution. */
export const ALL_PACKAGES: readonly string[] = [
  ...NFTABLES,
  ...NGINX,
  ...DATABASE_SERVER,
  ...DATABASE_CLIENT,
  ...SEALING,
  ...SENDING,
  ...[...new Set(Object.values(JAVA))].map((version) => runtime(version).package),
].sort()

function runtime(version: number): JavaRuntime {
  const home = `/usr/lib/jvm/java-${version}-openjdk-amd64`
  return {
    package: `openjdk-${version}-jre-headless`,
    version,
    program: version === 8 ? `${home}/jre/bin/java` : `${home}/bin/java`,
  }
}
