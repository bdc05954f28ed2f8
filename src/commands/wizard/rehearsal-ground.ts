import { basename, join } from 'node:path'
import { openOrganisation } from '../organisation/open-organisation.js'
import type { Site } from '../organisation/site.js'
import { rehearsalHosts } from '../rehearse/rehearsal-hosts.js'
import type { OpenRehearsal } from '../rehearse/rehearsal-site.js'
import { commandRun } from '../run/command-run.js'
import type { Ground } from './ground.js'
import type { Keyring } from './keyring.js'

/** Simulated hosts inside this process, and a folder that goes with them. Runs live here too, and end with it. */
export function rehearsalGround({ site, folder, dispose }: OpenRehearsal): Ground {
  return {
    isRehearsal: true,
    site,
    offered: rehearsalHosts,
    folderOf: (typed) => join(folder, ownName(typed)),
    knownHosts: (draftId) => join(folder, `${draftId}.known_hosts`),
    install: async ({ world, language, file, digest, keyring }) => {
      const open: typeof world.open = (session, needs, command) =>
        openOrganisation(session, needs, command, fromMemory(site, keyring))
      const env = { ...world.env, METIS_DATABASE_PASSWORD: 'rehearsal' }
      const argv = ['apply', `--file=${file}`, `--reviewed=${digest}`, `--lang=${language}`]
      return commandRun(argv, { ...world, env, open })
    },
    close: dispose,
  }
}

/** Whatever was typed, the folder is inside of the rehearsal's own. */
function ownName(typed: string): string {
  const name = basename(typed.trim())
  return name === '..' ? '' : name
}

/** What the operator has typed before the run, as a worker gets it. */
function fromMemory(site: Site, keyring: Keyring): Site {
  const credentials = keyring.asking(async () => undefined)
  return { ...site, connect: (host, options) => site.connect(host, { ...options, credentials }) }
}
