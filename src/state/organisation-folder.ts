import { dirname, join, resolve } from 'node:path'

/** Where the files of one organisation lie; every path is absolute. */
export interface OrganisationFolder {
  readonly directory: string
  /** The operator's `org.yaml`. */
  readonly topology: string
  /** Host keys that the operator has confirmed, in OpenSSH's form. */
  readonly knownHosts: string
  /** Generated passwords and keys, mode 0600. */
  readonly secrets: string
  /** Checksums of artifacts at first sight. */
  readonly pins: string
  /** The record that this folder has applied or taken over last. */
  readonly applied: string
  /** Journals, one file per run. */
  readonly runs: string
  readonly backups: string
  /** Held by the one installer that works on this organisation. */
  readonly lock: string
}

/** The folder is the one that holds the topology file, whatever that file is called. */
export function organisationFolder(topologyFile: string): OrganisationFolder {
  const topology = resolve(topologyFile)
  const directory = dirname(topology)
  return {
    directory,
    topology,
    knownHosts: join(directory, 'known_hosts'),
    secrets: join(directory, 'secrets.json'),
    pins: join(directory, 'artifacts.lock.json'),
    applied: join(directory, 'applied.jsonl'),
    runs: join(directory, 'runs'),
    backups: join(directory, 'backups'),
    lock: join(directory, '.lock'),
  }
}
