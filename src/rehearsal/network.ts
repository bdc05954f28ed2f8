import type { RequestListener } from 'node:http'
import {
  askLoopback,
  dialLoopback,
  type LoopbackListener,
  type LoopbackRequest,
  listenOnLoopback,
} from './loopback.js'

/**
 * The network between simulated hosts: addresses and ports of theirs on one side, real listeners on this machine's
 * loopback on the other.
 */
export type SimulatedNetwork = ReturnType<typeof createNetwork>

interface SocketAddress {
  /** Address of the host. */
  readonly host: string
  /** What it binds to: an address, `0.0.0.0` or `127.0.0.1`. */
  readonly bind: string
  readonly port: number
}

/** Closes what was opened. */
export type Closing = () => Promise<void>

type DialResult = 'open' | 'refused' | 'filtered' | 'unreachable'

interface HttpRequest extends LoopbackRequest {
  readonly address: string
  readonly port: number
}

interface Listening extends SocketAddress {
  /** Absent while it is being opened. */
  readonly real?: LoopbackListener
}

/**
 * `isHost`: of the simulated hosts; any other address is the world outside, behind a router. `isShut`: the host at an address drops
 * what comes to that port from another address.
 */
export function createNetwork(
  isHost: (address: string) => boolean,
  isShut: (address: string, from: string, port: number) => boolean = () => false,
) {
  const listeners = new Set<Listening>()
  const unplugged = new Set<string>()
  let outside: Promise<LoopbackListener> | undefined

  const find = (from: string, address: string, port: number): Listening | undefined => {
    const host = address.startsWith('127.') ? from : address
    return [...listeners].find((one) => one.port === port && one.host === host && reaches(one.bind, address))
  }
  const resolve = async (from: string, address: string, port: number): Promise<number | DialResult> => {
    const isOwn = address.startsWith('127.')
    if (!isOwn && (unplugged.has(address) || unplugged.has(from))) return 'filtered'
    if (!isOwn && address !== from && isShut(address, from, port)) return 'filtered'
    const found = find(from, address, port)
    if (found !== undefined) return found.real?.port ?? 'refused'
    if (isOwn || isHost(address)) return 'refused'
    // The router in front of the organisation forwards to whoever listens there; beyond it all is well.
    const forwarded = [...listeners].find((one) => one.port === port && !one.bind.startsWith('127.'))
    outside ??= listenOnLoopback()
    return (forwarded?.real ?? (await outside)).port
  }

  return {
    /** Opens a real listener for `address:port` of a host; `0.0.0.0` is every address of it. Undefined: the port is taken. */
    listen: async (at: SocketAddress, answer?: RequestListener): Promise<Closing | undefined> => {
      if ([...listeners].some((other) => clashes(other, at))) return undefined
      // Opening takes a moment, in which the port is no longer free.
      const reserved: Listening = { ...at }
      listeners.add(reserved)
      const real = await listenOnLoopback(answer)
      listeners.delete(reserved)
      const listening: Listening = { ...at, real }
      listeners.add(listening)
      return async () => {
        listeners.delete(listening)
        await real.close()
      }
    },
    /** How a connection from one host to an address ends. */
    dial: async (from: string, address: string, port: number): Promise<DialResult> => {
      const target = await resolve(from, address, port)
      if (typeof target === 'string') return target
      return (await dialLoopback(target)) ? 'open' : 'refused'
    },
    /** Sends a request from one host; undefined without an answer. */
    request: async (from: string, request: HttpRequest) => {
      const target = await resolve(from, request.address, request.port)
      return typeof target === 'string' ? undefined : askLoopback(target, request)
    },
    /** Takes a host off the network, or puts it back. */
    setPlugged: (host: string, isPlugged: boolean) => {
      if (isPlugged) unplugged.delete(host)
      else unplugged.add(host)
    },
    isPlugged: (host: string) => !unplugged.has(host),
    /** Real listeners that are open. */
    open: () => listeners.size,
    close: async () => {
      const all = [...[...listeners].map(({ real }) => real), await outside]
      listeners.clear()
      outside = undefined
      await Promise.all(all.map((real) => real?.close()))
    },
  }
}

function reaches(bind: string, address: string): boolean {
  return bind === '0.0.0.0' || bind === address
}

function clashes(one: SocketAddress, other: SocketAddress): boolean {
  if (one.host !== other.host || one.port !== other.port) return false
  return one.bind === other.bind || one.bind === '0.0.0.0' || other.bind === '0.0.0.0'
}
