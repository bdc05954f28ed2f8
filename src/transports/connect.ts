import { userInfo } from 'node:os'
import type { Host } from '../topology/topology.js'
import { askOnce } from './ask-once.js'
import { isTransient } from './connect-errors.js'
import { type ConnectOptions, TIMING } from './connect-options.js'
import { openHostTransport } from './host-transport.js'
import type { Route } from './shell-stream.js'
import type { Transport } from './transport.js'

/**
 * Connects to a host and becomes root there. Tries again only for what may pass by itself; a refused password, a
 * host key and everything else that a person has to look at stops at once, as an `InstallerError`.
 */
export async function connectHost(host: Host, given: ConnectOptions): Promise<Transport> {
  const options = { ...given, credentials: askOnce(given.credentials) }
  const delays = { ...TIMING, ...options.timing }.retryDelaysMilliseconds
  for (const delay of [...delays, undefined]) {
    try {
      return await tryToConnect(host, options)
    } catch (reason) {
      if (delay === undefined || !isTransient(reason)) throw reason
      await pause(delay, options.signal)
    }
  }
  throw new Error('unreachable')
}

async function tryToConnect(host: Host, options: ConnectOptions): Promise<Transport> {
  const way = await openWay(host, options)
  try {
    const user = host.local ? userInfo().username : host.ssh.user
    return await openHostTransport({
      host,
      user,
      way,
      another: () => openWay(host, withoutStages(options)),
      options,
    })
  } catch (reason) {
    await way.close()
    throw reason
  }
}

/** Nobody watches that it comes about, and what gave the first one up is not what gives up this one. */
function withoutStages({ onStage: _, signal: __, ...options }: ConnectOptions): ConnectOptions {
  return options
}

/** Imports what it needs then: an organisation on this machine alone never loads SSH. */
async function openWay(host: Host, options: ConnectOptions): Promise<Route> {
  if (host.local) return (await import('./local.js')).localWay()
  const { openSshWay } = await import('./ssh-way.js')
  return openSshWay({ host: host.name, login: host.ssh }, options)
}

/** Waits, unless the signal is aborted: then rejects with its reason. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted) onAbort()
  })
}
