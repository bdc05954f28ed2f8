import { join } from 'node:path'
import { cachePath } from './cache.js'
import { debianMirror } from './debian-mirror.js'

/** A distribution's release, as hosts of the lab have it. */
export interface System {
  /** As the product names it, e.g. `ubuntu-22.04`. */
  readonly id: string
  readonly suite: string
  /** Debootstrap's for all suites of the distribution; it does not know the newest by name. */
  readonly script: string
  readonly components: readonly string[]
  /** Where updates are, beside the suite itself. */
  readonly pockets: readonly string[]
  /** The keys that its packages are signed with. */
  readonly keyring: string
  /** What the admin's host asks for; the oldest that the distribution keeps secure. */
  readonly java: string
  /** The version that takes the place of the stand-in's Python where that one does not run. */
  readonly python?: string
  mirror(): Promise<string>
}

const debian = (version: number, suite: string, java: number, python?: string): System => ({
  id: `debian-${version}`,
  suite,
  script: '/usr/share/debootstrap/scripts/sid',
  components: ['main'],
  pockets: [],
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  java: `openjdk-${java}-jre-headless`,
  ...(python === undefined ? {} : { python }),
  mirror: debianMirror,
})

/** Debian has Ubuntu's keys as a package, which is verified by Debian's own. */
export const UBUNTU_KEYS = cachePath('ubuntu-keys', 'trixie')

const ubuntu = (version: string, suite: string, python?: string): System => ({
  id: `ubuntu-${version}`,
  suite,
  script: '/usr/share/debootstrap/scripts/gutsy',
  components: ['main', 'universe'],
  // The suite itself has lost some of its packages to them.
  pockets: ['-updates', '-security'],
  keyring: join(UBUNTU_KEYS, 'usr/share/keyrings/ubuntu-archive-keyring.gpg'),
  java: 'openjdk-8-jre-headless',
  ...(python === undefined ? {} : { python }),
  mirror: async () => process.env.METIS_LAB_UBUNTU_MIRROR ?? 'http://archive.ubuntu.com/ubuntu',
})

export const DEBIAN_11 = debian(11, 'bullseye', 11, '3.9')
/** What all stories have that ask for no other. */
export const DEBIAN_12 = debian(12, 'bookworm', 17)

export const DEBIAN_13 = debian(13, 'trixie', 21)

export const SYSTEMS: readonly System[] = [
  DEBIAN_11,
  DEBIAN_12,
  DEBIAN_13,
  ubuntu('18.04', 'bionic', '3.8'),
  ubuntu('20.04', 'focal', '3.8'),
  ubuntu('22.04', 'jammy'),
  ubuntu('24.04', 'noble'),
]
