import { homedir, networkInterfaces, userInfo } from 'node:os'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { DraftHost } from '../../wizard/draft.js'
import { followedRun } from '../followed-run.js'
import { realSite } from '../real-site.js'
import type { CommandWorld } from '../session.js'
import { startWorker } from '../worker.js'
import type { Ground } from './ground.js'
import { folderTyped } from './look-at-folder.js'

/** The operator's own machines. A run is a process of its own, which outlives the screens. */
export function realGround(
  { workingDirectory }: Pick<CommandWorld, 'workingDirectory'>,
  knownHosts: Ground['knownHosts'],
): Ground {
  return {
    isRehearsal: false,
    site: realSite,
    offered: () => [thisComputer()],
    folderOf: (typed) => folderTyped(typed, { home: homedir(), workingDirectory }),
    knownHosts,
    install: async ({ world, language, file, digest, keyring, signal }) => {
      const worker = await startWorker(world, { file, digest, language, credentials: keyring.given() })
      const folder = organisationFolder(file)
      return followedRun({ path: worker.output, folder, writer: worker.process, signal })
    },
    close: async () => {},
  }
}

function thisComputer(): DraftHost {
  return { name: 'h1', address: firstAddress(), user: userInfo().username, local: true }
}

/** What the services register: the first address that others can reach; empty without a network. */
function firstAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? ''
}
