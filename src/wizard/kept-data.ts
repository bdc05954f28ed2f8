import type { HostFacts } from '../facts/host-facts.js'
import { roleOfName } from '../roles/index.js'
import { removedDirectory } from '../topology/host-paths.js'
import { allHosts, type Topology } from '../topology/topology.js'

/** Data that a removal has left on a host. */
export interface KeptData {
  readonly host: string
  readonly instance: string
  /** When it was set aside, by the host's clock: ISO 8601. */
  readonly since: string
  /** Absolute. */
  readonly folder: string
}

const FOLDER = /^\.removed\/(.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

export function keptData(topology: Topology, all: Readonly<Record<string, HostFacts>>): KeptData[] {
  return allHosts(topology).flatMap(({ name: host }) => {
    const { installDirectory = [], record } = all[host] ?? {}
    if (record?.organisation !== topology.organisation) return []
    return installDirectory.flatMap((name) => {
      const [, instance = '', year, month, day, hour, minute, second] = FOLDER.exec(name) ?? []
      if (roleOfName(instance) === undefined) return []
      const since = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
      return [
        { host, instance, since, folder: `${removedDirectory(topology)}/${name.slice('.removed/'.length)}` },
      ]
    })
  })
}
