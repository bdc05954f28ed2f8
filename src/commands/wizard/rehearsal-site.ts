import { basename, join } from 'node:path'
import type { Machines } from '../organisation/machines.js'
import { openOrganisation } from '../organisation/open-organisation.js'
import type { OpenRehearsal } from '../rehearse/open-rehearsal.js'
import { commandRun } from '../run/run-handles.js'
import type { Keyring } from './keyring.js'
import type { Site } from './site.js'

/** Simulated hosts inside this process, and a folder that goes with them. Runs live here too, and end with it. */
export function rehearsalSite({ machines, folder, dispose }: OpenRehearsal): Site {
  return {
    isRehearsal: true,
    machines,
    folderOf: (typed) => join(folder, ownName(typed)),
    knownHosts: (draftId) => join(folder, `${draftId}.known_hosts`),
    install: async ({ world, language, file, command, digest, keyring }) => {
      const open: typeof world.open = (session, needs, named) =>
        openOrganisation(session, needs, named, fromMemory(machines, keyring))
      const env = { ...world.env, METIS_DATABASE_PASSWORD: 'rehearsal' }
      const reviewed = digest === undefined ? [] : [`--reviewed=${digest}`]
      const argv = [...command, `--file=${file}`, ...reviewed, `--lang=${language}`]
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
function fromMemory(machines: Machines, keyring: Keyring): Machines {
  const credentials = keyring.asking(async () => undefined)
  return { ...machines, connect: (host, options) => machines.connect(host, { ...options, credentials }) }
}
