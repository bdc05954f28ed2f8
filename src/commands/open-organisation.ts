import { homedir } from 'node:os'
import { readOrganisation } from '../catalog/read-organisation.js'
import { InstallerError } from '../errors/problem.js'
import type { RunEvent } from '../events/run-event.js'
import { createEngine } from '../runner/create-engine.js'
import type { EngineInput } from '../runner/engine.js'
import { openJournal } from '../state/journal.js'
import { acquireLock } from '../state/lock.js'
import { organisationFolder } from '../state/organisation-folder.js'
import type { Secrets } from '../state/secrets.js'
import type { Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import { askOnce } from '../transports/ask-once.js'
import type { ConnectOptions } from '../transports/connect-options.js'
import { createMask } from '../transports/mask.js'
import { carriedHosts } from './carried-hosts.js'
import { operatorCredentials } from './credentials.js'
import { type GivenCredentials, readGivenCredentials } from './given-credentials.js'
import { confirmHostKey } from './host-keys.js'
import type { FetchOptions, Needs, Organisation } from './organisation.js'
import { NO_ARTIFACTS } from './prepare-artifacts.js'
import { realSite } from './real-site.js'
import { requireFile } from './require-file.js'
import type { Session } from './session.js'
import type { PreparedArtifacts, Site } from './site.js'
import { askSecrets, unlockSecrets } from './unlock-secrets.js'

/** The one place where an engine is put together: file, secrets, and what the site gives: artifacts, connections. */
export async function openOrganisation(
  session: Session,
  needs: Needs,
  command: string,
  site: Site = realSite,
): Promise<Organisation> {
  const { world, file } = session
  await requireFile(session)
  const parsed = await readOrganisation(file, world.presetsDirectory)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const { topology, release, problems } = parsed
  const folder = organisationFolder(file)
  const handedOver = await readGivenCredentials(session)
  const lock = needs.lock ? acquireLock(folder, { command, since: world.now() }) : undefined
  try {
    const secrets = unlockSecrets(folder, topology, needs)
    const prepare = (how: FetchOptions = {}) =>
      site.prepareArtifacts({ session, folder, topology, release, needs, ...how })
    let prepared: PreparedArtifacts = await (needs.artifacts === 'later' ? NO_ARTIFACTS : prepare())
    const connections = connecting(
      site,
      session,
      folder,
      secrets,
      handedOver,
      topology.hosts.filter(({ local }) => !local).length,
    )
    const carried = carriedHosts(folder, topology)
    const listeners = new Set<(event: RunEvent) => void>()
    const input: EngineInput = {
      topology,
      release,
      get artifacts() {
        return prepared.artifacts
      },
      payload: (sha256) => prepared.payload(sha256),
      get offline() {
        return prepared.offline ?? false
      },
      secrets: secrets.source,
      secretDigest: secrets.digest,
      connect: connections.connect,
      carried: Object.fromEntries(
        carried.flatMap(({ host, last }) => (last === undefined ? [] : [[host, last.facts] as const])),
      ),
      ...(site.pause === undefined ? {} : { pause: site.pause }),
      onEvent: (event) => {
        site.onEvent?.(event)
        for (const listener of listeners) listener(event)
      },
    }
    const engine = createEngine(input)
    return {
      folder,
      topology,
      release,
      problems,
      engine,
      get bundle() {
        return prepared.bundle
      },
      fetchArtifacts: async (how) => {
        prepared = await prepare(how)
        return prepared.artifacts
      },
      askSecrets: (plan) => askSecrets(session, topology, secrets, plan, handedOver),
      mask: (text) => createMask(connections.maskedValues())(text),
      carried,
      payload: input.payload,
      secrets: secrets.source,
      planInput: (facts) => ({ ...planning(topology, release, input), facts }),
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      openJournal: (of) => openJournal(folder, { command: of, startedAt: world.now() }),
      close: async () => {
        await engine.close()
        lock?.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

function planning(topology: Topology, release: Release, { artifacts, secretDigest }: EngineInput) {
  return { topology, release, artifacts, secretDigest }
}

function connecting(
  site: Site,
  session: Session,
  folder: Organisation['folder'],
  secrets: Secrets,
  handedOver: GivenCredentials,
  hosts: number,
): Pick<ConnectOptions, 'maskedValues'> & Pick<EngineInput, 'connect'> {
  const { SSH_AUTH_SOCK: agentSocket } = session.world.env
  const given = new Set<string>()
  const operator = operatorCredentials(session, hosts, handedOver)
  const credentials = askOnce({
    password: async (request) => {
      const password = await operator.password(request)
      if (password) given.add(password)
      return password
    },
  })
  const maskedValues = () => [...given, ...secrets.values()]
  const confirm = confirmHostKey(session)
  const connect: EngineInput['connect'] = (host, options) =>
    site.connect(host, {
      knownHostsPath: folder.knownHosts,
      confirmHostKey: confirm,
      credentials,
      secrets: secrets.source,
      maskedValues,
      homeDirectory: homedir(),
      baseDirectory: folder.directory,
      ...(agentSocket ? { agentSocket } : {}),
      ...(options?.signal === undefined ? {} : { signal: options.signal }),
    })
  return { connect, maskedValues }
}
