import { homedir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { RECORD } from '../../actions/keep-record.js'
import { InstallerError, type Problem } from '../../errors/problem.js'
import type { RunEvent } from '../../events/run-event.js'
import { explain } from '../../i18n/explain.js'
import { carriedFacts } from '../../kit/receipt.js'
import type { SecretSource } from '../../lib/text.js'
import { createEngine } from '../../runner/create-engine.js'
import type { Engine, EngineInput, Facts } from '../../runner/engine.js'
import type { HoldInput } from '../../runner/hold-hosts.js'
import { type CarriedReceipt, readCarriedReceipt, storedDamaged } from '../../state/carried-receipts.js'
import { openJournal } from '../../state/journal.js'
import { acquireLock, type Lock } from '../../state/lock.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { thisProcess } from '../../state/process-identity.js'
import type { Secrets } from '../../state/secrets.js'
import { versionControlProblems } from '../../state/version-control.js'
import type { Topology } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import { createMask } from '../../transports/mask.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import { confirmHostKey, openAccess } from './credentials.js'
import { settleRecord } from './fetch-record.js'
import type { HostAccess } from './given-credentials.js'
import type { Machines, PreparedArtifacts } from './machines.js'
import type { CarriedHost, FetchOptions, Needs, Organisation } from './organisation.js'
import { readOrganisationOf } from './read-organisation-of.js'
import { NO_ARTIFACTS, realMachines } from './real-machines.js'
import { folderRecord } from './record.js'
import { refuseOldInstallation } from './refuse-old-installation.js'
import { refuseRestoring } from './refuse-restoring.js'
import { askSecrets, unlockSecrets, unprovenOf } from './unlock-secrets.js'

const LOCK_PAUSE_MILLISECONDS = 1000

/** The one place where an engine is put together: file, secrets, and what the site gives: artifacts, connections. */
export async function openOrganisation(
  session: Session,
  needs: Needs,
  command: string,
  machines: Machines = realMachines,
): Promise<Organisation> {
  const { world, file } = session
  const { topology: named, release, problems } = await readOrganisationOf(session, needs.files)
  const folder = organisationFolder(file)
  const exposed = await versionControlProblems(folder)
  const loggedInto = named.hosts.filter(({ local }) => !local).length
  const access = needs.access ?? (await openAccess(session, loggedInto))
  refuseRestoring(folder, needs, command)
  const lock = needs.lock ? await takeLock(session, folder, needs, command) : undefined
  try {
    const secrets = unlockSecrets(folder, named, needs)
    const record = folderRecord({
      ...{ folder, topology: named, release, secrets, forget: needs.forget ?? [] },
      program: world.version,
      now: world.now,
      overwrite: needs.overwrite,
      files: needs.files,
    })
    const topology = { ...named, former: record.former() }
    const source: SecretSource = (name) => (name === RECORD ? record.text() : secrets.source(name))
    const prepare = (how: FetchOptions = {}) =>
      machines.prepareArtifacts({ session, folder, topology, release, needs, ...how })
    let prepared: PreparedArtifacts = await (needs.artifacts === 'later' ? NO_ARTIFACTS : prepare())
    const connections = connecting(machines, session, folder, {
      secrets: { ...secrets, source },
      access,
      hostKeys: needs.restored?.hostKeys ?? '',
    })
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
      secrets: source,
      ownRecord: record.own,
      parallel: needs.parallel,
      holdSeconds: needs.holdSeconds,
      secretDigest: secrets.digest,
      secretSet: secrets.identity,
      deleteRemoved: needs.deleteRemoved,
      goneHosts: record.forgotten,
      get unproven() {
        return unprovenOf(secrets)
      },
      connect: connections.connect,
      ...(machines.dial === undefined ? {} : { dial: machines.dial }),
      carried: Object.fromEntries(
        carried.flatMap(({ host, last }) => (last === undefined ? [] : [[host, last.facts] as const])),
      ),
      restoration: needs.restored?.restoration,
      ...(needs.lock ? { hold: holdOf(session, needs, command) } : {}),
      ...(machines.pause === undefined ? {} : { pause: machines.pause }),
      onEvent: (event) => {
        machines.onEvent?.(event)
        for (const listener of listeners) listener(event)
      },
    }
    const made = createEngine(input)
    let planned: Facts = {}
    const settle = (facts: Facts, isKept: boolean) =>
      settleRecord({ record, engine: made, secrets, facts, topology, isKept, say: session.say })
    const engine: Engine = {
      ...made,
      plan: async (facts) => {
        await settle(facts, needs.lock)
        // Before any secret is made: the carrier's key is to be the one that is there.
        refuseOldInstallation({ topology, release, facts, reach: [] }, needs)
        const plan = await made.plan(facts)
        planned = facts
        // Secrets that were made for this run are written once hosts have said that they know no others.
        secrets.keep()
        return plan
      },
      run: async (plan, options) => {
        await record.make(plan, planned)
        return made.run(plan, options)
      },
    }
    return {
      folder,
      topology,
      release,
      problems: [...problems, ...exposed, ...record.findings()],
      engine,
      get bundle() {
        return prepared.bundle
      },
      fetchArtifacts: async (how) => {
        prepared = await prepare(how)
        return prepared.artifacts
      },
      givenPython: async () =>
        prepared.bundle === undefined
          ? ((await machines.givenPython?.({ session, folder, topology, release })) ?? [])
          : prepared.artifacts,
      askSecrets: (plan) => askSecrets(session, topology, secrets, plan, access.given),
      mask: (text) => createMask(connections.maskedValues())(text),
      carried,
      payload: input.payload,
      secrets: secrets.source,
      rotating: secrets.rotating,
      refuseNewer: (facts) => settle(facts, false),
      access,
      planInput: (facts) => ({
        topology,
        release,
        artifacts: input.artifacts,
        secretDigest: input.secretDigest,
        secretSet: secrets.identity,
        parallel: needs.parallel,
        holdSeconds: needs.holdSeconds,
        facts,
      }),
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      ...(machines.runHook === undefined ? {} : { runHook: machines.runHook }),
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

/** The lock of the folder, on this machine; hosts are held besides, against everybody else. */
async function takeLock(
  session: Session,
  folder: OrganisationFolder,
  { wait }: Needs,
  command: string,
): Promise<Lock> {
  let told = false
  for (;;) {
    try {
      return acquireLock(folder, { command, since: session.world.now() })
    } catch (error) {
      const [why] = error instanceof InstallerError ? error.problems : []
      if (!wait || why?.code !== 'state.locked') throw error
      if (!told) tellWait(session, why)
      told = true
    }
    throwIfInterrupted(session)
    await delay(LOCK_PAUSE_MILLISECONDS)
  }
}

function holdOf(session: Session, { wait = false }: Needs, command: string): HoldInput {
  const { user, host: machine } = thisProcess()
  return { face: { user, machine, command }, wait, onWait: (why) => tellWait(session, why) }
}

function tellWait(session: Session, why: Problem): void {
  session.emit({ type: 'waiting', ...why })
  session.note(explain(why, session.language).what, session.say('look.waiting'))
}

interface Connecting {
  readonly secrets: Secrets
  readonly access: HostAccess
  readonly hostKeys: string
}

function connecting(
  machines: Machines,
  session: Session,
  folder: Organisation['folder'],
  { secrets, access, hostKeys }: Connecting,
): Pick<ConnectOptions, 'maskedValues'> & Pick<EngineInput, 'connect'> {
  const { SSH_AUTH_SOCK: agentSocket } = session.world.env
  const maskedValues = () => [...passwords, ...secrets.values()]
  const { credentials, passwords } = access
  const confirm = confirmHostKey(session, hostKeys)
  const connect: EngineInput['connect'] = (host, options) =>
    machines.connect(host, {
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

/** What the organisation's folder keeps of hosts that are set up by hand. Throws `kit.stored-damaged`. */
function carriedHosts(folder: OrganisationFolder, { hosts }: Topology): readonly CarriedHost[] {
  return hosts
    .filter(({ byHand }) => byHand === true)
    .map(({ name: host }) => {
      const receipt = readCarriedReceipt(folder, host)
      return receipt === undefined ? { host } : { host, last: { receipt, facts: factsOf(folder, receipt) } }
    })
}

function factsOf(folder: OrganisationFolder, { host, answer }: CarriedReceipt) {
  try {
    return carriedFacts(answer)
  } catch (error) {
    if (error instanceof SyntaxError) throw storedDamaged(folder, host, error.message)
    throw error
  }
}
