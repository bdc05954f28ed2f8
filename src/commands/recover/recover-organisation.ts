import { networkInterfaces } from 'node:os'
import { type Problem, problem } from '../../errors/problem.js'
import type { OrganisationRecord } from '../../record/record.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { parseSecrets } from '../../state/secrets-file.js'
import { signWith } from '../../state/sign.js'
import type { Host, Topology } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import type { RecoverOrder } from '../../wizard/workbench.js'
import type { Machines } from '../organisation/machines.js'
import { prepareTakeOver } from '../organisation/take-over.js'
import { type UnsealOptions, unsealSecrets } from '../organisation/unseal-record.js'
import { completeFolder, makeDirectory } from '../organisation/write-organisation.js'
import type { Session } from '../program/session.js'
import { askOthers, type OtherHost } from './ask-others.js'
import { requireNoOrganisation, requireOnlyOwn } from './folder-free.js'
import { noSecret, readFirst } from './read-first.js'
import { releaseBeside } from './release-beside.js'
import { hostOf, requireOwnKey } from './require-own-key.js'

interface Recovering {
  readonly session: Session
  /** The one that is asked. */
  readonly host: Host
  readonly folder: OrganisationFolder
  readonly connect: Machines['connect']
  /** `confirmHostKey`: of the first host alone. */
  readonly options: Omit<ConnectOptions, 'knownHostsPath' | 'secrets'> & { readonly signal: AbortSignal }
  readonly opening: Pick<UnsealOptions, 'identity' | 'passphraseFile'>
  readonly tell: RecoverOrder['tell']
}

export interface Recovered {
  readonly record: OrganisationRecord
  /** Absolute paths. */
  readonly written: readonly string[]
  readonly others: readonly OtherHost[]
  /** Warnings about the record and the folder. */
  readonly problems: readonly Problem[]
}

/**
 * From one host of an organisation to a folder that is as if it had applied last what that host keeps. Nothing is written before
 * all of it was read, opened and checked. Throws `InstallerError`.
 */
export async function recoverOrganisation(input: Recovering): Promise<Recovered> {
  const { session, host, folder, connect, options, tell } = input
  const { presetsDirectory, now } = session.world
  const from = host.name
  await requireNoOrganisation(folder, host, presetsDirectory)
  tell('connecting', { host: from })
  const onConnected = () => tell('reading', { host: from })
  const { record, problems, first } = await readFirst({ host, connect, options, onConnected })
  const { organisation, generation } = record.head
  tell('opening', { organisation, generation })
  const secrets = await unsealSecrets(session, record, { ...input.opening, from })
  options.signal.throwIfAborted()
  const beside = releaseBeside(folder, record.body)
  const { files } = beside
  requireOnlyOwn(folder, files.file, secrets, from)
  const taken = await prepareTakeOver({
    ...{ folder, record, from, presetsDirectory, now: now(), secrets, files },
  })
  const { topology } = taken.parsed
  requireOwnKey(record, topology, first)
  makeDirectory(folder.directory)
  taken.write()
  const written = [...new Set([...taken.changed, ...(await completeFolder(folder, { makesSecrets: true }))])]
  const itself = hostOf(topology, first)
  const hosts = topology.hosts.filter((one) => one !== itself && !one.local && one.byHand !== true)
  tell('asking', { count: hosts.length })
  const { salt } = parseSecrets(secrets, (reason) => new Error(reason))
  const others = await askOthers(hosts, {
    record,
    sign: signWith(salt),
    connect,
    options: {
      ...options,
      knownHostsPath: folder.knownHosts,
      baseDirectory: folder.directory,
      secrets: noSecret,
      // The record knows the keys of its hosts: there is nobody to be asked.
      confirmHostKey: async () => false,
    },
  })
  const told = [...problems, ...taken.problems, ...beside.problems, ...localHosts(topology)]
  return { record, written, others, problems: told }
}

/** It was the machine that the folder was on: plans would be for this one now. */
function localHosts({ hosts }: Topology): Problem[] {
  const here = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address))
  return hosts
    .filter(({ local, address }) => local && !here.includes(address))
    .map(({ name: host, address }) => problem('record.local-host', { host, address }, { host }, 'warning'))
}
