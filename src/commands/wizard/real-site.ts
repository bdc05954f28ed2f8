import { homedir, networkInterfaces, userInfo } from 'node:os'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { Machines } from '../organisation/machines.js'
import type { World } from '../program/session.js'
import { folderTyped } from './look-at-folder.js'
import type { Site } from './site.js'

/** The operator's own machines. A run is a process of its own, which outlives the screens. */
export function realSite(
  { workingDirectory }: Pick<World, 'workingDirectory'>,
  knownHosts: Site['knownHosts'],
): Site {
  return {
    isRehearsal: false,
    machines: loadedMachines,
    offered: () => [{ name: 'h1', address: firstAddress(), user: userInfo().username, local: true }],
    folderOf: (typed) => folderTyped(typed, { home: homedir(), workingDirectory }),
    knownHosts,
    install: async ({ world, language, file, digest, keyring, databasePassword, signal }) => {
      const [{ startWorker }, { followedRun }] = await Promise.all([
        import('../run/worker.js'),
        import('../run/followed-run.js'),
      ])
      const given = databasePassword === undefined ? {} : { databasePassword }
      const credentials = { ...keyring.given(), ...given }
      const worker = await startWorker(world, { file, digest, language, credentials })
      const folder = organisationFolder(file)
      return followedRun({ path: worker.output, folder, writer: worker.process, signal })
    },
    close: async () => {},
  }
}

/** Loaded with the first connection: the first screen must not wait for SSH. */
const loadedMachines: Machines = {
  connect: async (host, options) =>
    (await import('../organisation/real-machines.js')).realMachines.connect(host, options),
  prepareArtifacts: async (input) =>
    (await import('../organisation/real-machines.js')).realMachines.prepareArtifacts(input),
}

/** What the services register: the first address that others can reach; empty without a network. */
function firstAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? ''
}
