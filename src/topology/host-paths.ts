import type { Release } from './release.js'
import type { Instance, Topology } from './topology.js'

/** Where things lie on a host; every path is absolute. */
export interface InstancePaths {
  /** `/opt/metis/<instance>` */
  readonly home: string
  /** `/opt/metis/<instance>/releases/<version>` */
  readonly release: string
  /** Symbolic link to the release in use. */
  readonly current: string
  readonly config: string
  readonly data: string
  readonly log: string
  /** `metis-<instance>.service` */
  readonly unit: string
  readonly unitFile: string
}

export function instancePaths({ topology, release, instance }: PathsInput): InstancePaths {
  const home = `${topology.installDirectory}/${instance.name}`
  const unit = unitOf(instance.name)
  return {
    home,
    release: `${home}/releases/${release.version}`,
    current: `${home}/current`,
    config: `${home}/config`,
    data: `${home}/data`,
    log: `${home}/log`,
    unit,
    unitFile: `/etc/systemd/system/${unit}`,
  }
}

export function unitOf(instance: string): string {
  return `metis-${instance}.service`
}

interface PathsInput {
  readonly topology: Topology
  readonly release: Release
  readonly instance: Pick<Instance, 'name'>
}

/** Artifacts as they were sent, one file per checksum: instances of one host share them. */
export function storePath(
  topology: Pick<Topology, 'installDirectory'>,
  artifact: { fileName: string; sha256: string },
): string {
  return `${topology.installDirectory}/.artifacts/${artifact.sha256.slice(0, 16)}/${artifact.fileName}`
}

/** What removed instances have kept: a folder for each, `<instance>-<time>`, UTC as in `20261130T123000Z`. */
export function removedDirectory({ installDirectory }: Pick<Topology, 'installDirectory'>): string {
  return `${installDirectory}/.removed`
}

/** Receipts of everything that was put on the host. */
export function receiptsDirectory(topology: Pick<Topology, 'installDirectory'>): string {
  return `${topology.installDirectory}/.installed`
}

/** What an instance was started from, while that is being changed; beside the receipts, and it goes with them. */
export function formerDirectory(receipts: string, instance: string): string {
  return `${receipts}/.former/${instance}`
}
