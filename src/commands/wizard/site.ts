import { homedir, networkInterfaces, userInfo } from 'node:os'
import type { Language } from '../../i18n/say.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { DraftHost } from '../../wizard/draft.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Machines } from '../organisation/machines.js'
import type { World } from '../program/session.js'
import { folderTyped } from './draft-of-folder.js'
import type { Keyring } from './keyring.js'

/** Where the machines are that a workbench works on: the operator's own machines and folders, or those of a rehearsal. */
export interface Site {
  readonly isRehearsal: boolean
  readonly machines: Machines
  /** Absolute path for a folder as it was typed. */
  readonly folderOf: (typed: string) => string
  /** Where host keys lie that were confirmed for a draft before it had a folder. */
  readonly knownHosts: (draftId: string) => string
  readonly install: (order: InstallOrder) => Promise<RunHandle>
  /** Leaves nothing of it behind. */
  readonly close?: () => Promise<void>
}

export interface InstallOrder {
  readonly world: World
  readonly language: Language
  /** Of the organisation, absolute. */
  readonly file: string
  /** The command that carries it out, with its words. */
  readonly command: readonly [string, ...string[]]
  /** Of the plan that was reviewed; absent: whatever it is by then. */
  readonly digest?: string
  readonly keyring: Keyring
  /** Of an account on somebody else's database server, where the plan needs it. */
  readonly databasePassword?: string
  /** Ends the following of a run, not the run. */
  readonly signal: AbortSignal
}

/** The operator's own machines. A run is a process of its own, which outlives the screens. */
export function realSite({ workingDirectory }: World, knownHosts: Site['knownHosts']): Site {
  return {
    isRehearsal: false,
    machines: loadedMachines,
    folderOf: (typed) => folderTyped(typed, { home: homedir(), workingDirectory }),
    knownHosts,
    install: async ({ world, language, file, command, digest, keyring, databasePassword, signal }) => {
      const { startWorker } = await import('../run/worker.js')
      const { followedRun } = await import('../run/run-handles.js')
      const given = databasePassword === undefined ? {} : { databasePassword }
      const credentials = { ...keyring.given(), ...given }
      const worker = await startWorker(world, {
        command,
        file,
        language,
        credentials,
        ...(digest === undefined ? {} : { digest }),
      })
      const folder = organisationFolder(file)
      return followedRun({ path: worker.output, folder, writer: worker.process, signal })
    },
  }
}

/** Loaded with the first connection: the first screen must not wait for SSH. */
const loaded = async () => (await import('../organisation/real-machines.js')).realMachines
const loadedMachines: Machines = {
  connect: async (host, options) => (await loaded()).connect(host, options),
  dial: async (targets, stop) =>
    (await import('../../transports/dial-from-here.js')).dialFromHere(targets, stop),
  prepareArtifacts: async (input) => (await loaded()).prepareArtifacts(input),
}

/** What the services register is the first address that others can reach; empty without a network. */
export function thisMachine(): DraftHost {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const { address = '' } = all.find(({ family, internal }) => family === 'IPv4' && !internal) ?? {}
  return { name: 'h1', address, user: userInfo().username, local: true }
}
