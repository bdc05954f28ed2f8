import { setTimeout as delay } from 'node:timers/promises'
import { HOLD_LOST, type Hold, joinHold, LEASE_SECONDS, TAKING, takeHold } from '../actions/hold.js'
import { logRun } from '../actions/run-log.js'
import { fault, InstallerError } from '../errors/problem.js'
import type { Command } from '../lib/command.js'
import { show } from '../lib/text.js'
import type { Host } from '../topology/topology.js'
import { askOnce } from './ask-once.js'
import { type ConnectOptions, type CredentialRequest, TIMING } from './connect-options.js'
import { downloadFile, downloadInto } from './download.js'
import { createLane, createLanePool } from './lane.js'
import { openRootShell } from './open-root-shell.js'
import type { RootShell } from './root-shell.js'
import { runScript } from './run-script.js'
import type { Route } from './shell-stream.js'
import { SERVED_AT_ONCE, type Transport } from './transport.js'
import { uploadFile } from './upload.js'

/** Longer than a shell takes to read what was sent, and no longer than anybody waits for one that is gone. */
const LAST_WORDS_MILLISECONDS = 1000

interface HostTransportInput {
  readonly host: Host
  readonly user: string
  readonly way: Route
  /** One more of the same, for a host that opens only so many sessions in one. */
  readonly another: () => Promise<Route>
  readonly options: ConnectOptions
}

/**
 * A transport over root shells: one for scripts, and, opened when needed, one for files, two for serving and one for what is urgent. Resolves once the first
 * one is root, so that everything that can be refused is refused here.
 */
export async function openHostTransport({
  host,
  user,
  way,
  another,
  options,
}: HostTransportInput): Promise<Transport> {
  const credentials = askOnce(options.credentials)
  const { address, port } = host.ssh
  const request: CredentialRequest = {
    kind: 'sudo',
    host: host.name,
    user,
    address,
    port,
    ...(way.loginPassword === undefined ? {} : { emptyMeansLoginPassword: true }),
  }
  const asked: string[] = []
  let sudoRequest = request
  const sudoPassword = async (of: string) => {
    // With `targetpw` or `rootpw` it is another one's, and not that of the login.
    if (of !== user) sudoRequest = { kind: 'sudo', host: host.name, user: of, address, port }
    const answer = await credentials.password(sudoRequest)
    const password = answer === '' && of === user ? (way.loginPassword ?? answer) : answer
    if (password !== undefined) asked.push(password)
    return password
  }
  const lost = () => fault('connection.lost', { host: host.name, address }, { host: host.name })
  const timing = { ...TIMING, ...options.timing }
  let hold: Hold | undefined
  let signsOfLife: NodeJS.Timeout | undefined
  const shells = new Set<RootShell>()
  const join = () => hold && joinHold(hold.token)
  const more: Route[] = []
  const start = (through: Route, entrance: Command | undefined, signal: AbortSignal | undefined) =>
    openRootShell({
      way: through,
      host: host.name,
      address,
      user,
      withSudo: user !== 'root',
      sudoPassword,
      onRefusedPassword: () => credentials.forget(sudoRequest),
      timeoutMilliseconds: timing.rootShellTimeoutMilliseconds,
      lost,
      first: entrance && show(entrance.script),
      signal,
    })
  const open = async (entrance = join(), signal?: AbortSignal): Promise<RootShell> => {
    const shell = await start(way, entrance, signal).catch(async (reason: unknown) => {
      if (shells.size === 0 || !isSessionRefused(reason)) throw reason
      const beside = await another()
      more.push(beside)
      return start(beside, entrance, signal)
    })
    for (const one of shells) if (!one.isOpen()) shells.delete(one)
    shells.add(shell)
    return {
      ...shell,
      execute: async (given) => {
        const exitCode = await shell.execute(given)
        if (exitCode === HOLD_LOST && hold !== undefined)
          throw fault('run.hold-lost', { host: host.name }, { host: host.name })
        return exitCode
      },
    }
  }
  options.onStage?.('sudo')
  const first = await open(undefined, options.signal)
  let forScripts = first
  let isUnused = true
  /** It was told something that it may not have read yet. */
  let hasLogged = false
  const scripts = createLane(async () => {
    // One that had ended when it was to take the host.
    if (!isUnused) forScripts = await open(hold?.phase === TAKING ? takeHold(hold) : join())
    isUnused = false
    return forScripts
  })
  const files = createLane(() => open())
  const serve = createLanePool(SERVED_AT_ONCE, () => open())
  const aside = createLane(() => open())
  const lanes = { scripts, bulk: files, serve, aside }
  const maskedValues = () => [...options.maskedValues(), ...asked]

  return {
    run: async (command, { lane = 'scripts', ...runOptions } = {}) => {
      const result = await runScript(command, runOptions, {
        lane: lanes[lane],
        host: host.name,
        secrets: options.secrets,
        maskedValues,
      })
      if (lane === 'scripts') hasLogged = false
      return result
    },
    upload: (upload, uploadOptions = {}) =>
      uploadFile(upload, uploadOptions, { lane: files, host: host.name }),
    download: (path, target, { signal } = {}) => {
      const from = { lane: files, host: host.name, signal }
      return typeof target === 'string'
        ? downloadFile(path, target, from)
        : downloadInto(path, target, host.name, from)
    },
    hold: (given) => {
      hold = given
      forScripts.enter(show(takeHold(given).script))
      signsOfLife ??= setInterval(() => {
        for (const shell of shells) shell.alive()
      }, LEASE_SECONDS * 250).unref()
    },
    logRun: (line, installDirectory) => {
      hasLogged ||= forScripts.isOpen()
      forScripts.enter(show(logRun(line, installDirectory).script))
    },
    close: async () => {
      clearInterval(signsOfLife)
      first.close()
      scripts.close()
      files.close()
      serve.close()
      aside.close()
      // What it was told last goes with a connection that ends before the shell has read it.
      if (hasLogged)
        await Promise.race([forScripts.closed, delay(LAST_WORDS_MILLISECONDS, undefined, { ref: false })])
      await Promise.all([way, ...more].map((one) => one.close()))
    },
  }
}

function isSessionRefused(reason: unknown): boolean {
  return (
    reason instanceof InstallerError &&
    reason.problems.some(({ code }) => code === 'connection.session-refused')
  )
}
