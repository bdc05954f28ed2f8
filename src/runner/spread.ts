import { createFlowMeter } from './flow-meter.js'

/** A file that a host is to get. */
export interface WantedFile {
  /** Plan node that brings it. */
  readonly id: string
  readonly host: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

export interface Origin {
  /** The host to get it from; absent: the control machine. */
  readonly from?: string
}

interface Choice<W extends WantedFile> extends Origin {
  readonly file: W
}

/**
 * Who gets which file from whom. The control machine measures its uplink while it sends; where that would take long
 * for all copies, each file goes up once, different hosts get different files first, and then hosts hand them on,
 * each to a few at a time, so that with every copy there are more sources. On a fast uplink all go direct.
 */
export interface Spread {
  /** What a host takes next of the files that are ready for it, or nothing while a better source is about to be free. */
  readonly choose: <W extends WantedFile>(host: string, files: readonly W[]) => Choice<W> | undefined
  /** Where to get the rest of a file when the chosen way broke off, or nothing while a source is about to be free. */
  readonly chooseAgain: (file: WantedFile) => Origin | undefined
  /** A transfer begins; ended by `ended` in any case. */
  readonly began: (file: WantedFile, way: Origin) => void
  readonly moved: (file: WantedFile, way: Origin, bytes: number) => void
  readonly ended: (file: WantedFile, way: Origin, outcome: TransferOutcome) => void
  /** Calls whenever a host that had to wait may find something to take; returns how to stop that. */
  readonly watch: (onChange: () => void) => () => void
}

/**
 * `unreachable`: these two can't talk to each other. `broken`: this source fails, for everybody. `failed`: the host
 * that was to get it did not.
 */
export type TransferOutcome = 'placed' | 'unreachable' | 'broken' | 'failed'

export interface SpreadInput {
  /** All that is to be sent in this run. */
  readonly files: readonly WantedFile[]
  /** By SHA-256: hosts that have a file from earlier runs. */
  readonly holders: ReadonlyMap<string, readonly string[]>
  /** The control machine, when it is a host: it needs no link for its files, and has no other one for the rest. */
  readonly local: ReadonlySet<string>
  readonly servedAtOnce: number
  readonly nowMs: () => number
}

/** Sending all copies from here costs so little that nothing is gained by anything else. */
const SHORT_SECONDS = 4
/** A file that is through in a moment is not worth a listener. */
const MOMENT_SECONDS = 0.5
const SMALL_BYTES = 1024 * 1024
/** All copies together: sent before any link could be measured. */
const LITTLE_BYTES = 16 * SMALL_BYTES
/** What opening a connection between hosts costs. */
const RELAY_SECONDS = 0.3
/** Between hosts, until it was measured: what a network of 1 Gbit/s carries. */
const ASSUMED_PEER_RATE = 100e6
/** How much faster another way must be, as both are estimates. */
const WORTH = 0.7
/** A host that twice got no connection, or twice gave none, is behind a firewall: each try costs seconds. */
const WALLED_AFTER = 2
/** Files that go up at a time on a slow uplink: one would leave it idle between files, and many would all be late. */
const RISING_AT_ONCE = 2

export function createSpread({ files, holders, local, servedAtOnce, nowMs }: SpreadInput): Spread {
  const large = files.filter(({ size }) => size > SMALL_BYTES)
  const allBytes = large.reduce((sum, { size }) => sum + size, 0)
  const copies = countBy(large.map(({ sha256 }) => sha256))
  const sources = new Map([...holders].map(([sha256, hosts]) => [sha256, new Set(hosts)]))
  const arriving = new Map<string, number>()
  const serving = new Map<string, number>()
  const broken = new Set<string>()
  const apart = new Set<string>()
  const walled = new Map<string, number>()
  const uplink = createFlowMeter()
  let peerRate = ASSUMED_PEER_RATE
  let isPeerMeasured = false
  let rising = 0
  let transfers = 0
  const running = new Map<string, { since: number; bytes: number }>()
  let uplinkRate: number | undefined
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const onChange of [...watchers]) onChange()
  }
  let judged: 'unknown' | 'short' | 'long' = allBytes <= LITTLE_BYTES ? 'short' : 'unknown'

  const isWalled = (host: string) => (walled.get(host) ?? 0) >= WALLED_AFTER
  const canServe = (source: string, host: string) =>
    source !== host &&
    !broken.has(source) &&
    !local.has(source) &&
    !isWalled(source) &&
    !isWalled(host) &&
    !apart.has(pair(source, host))
  const freeSource = ({ sha256, host }: WantedFile): string | undefined => {
    for (const source of sources.get(sha256) ?? []) {
      if (canServe(source, host) && (serving.get(source) ?? 0) < servedAtOnce) return source
    }
    return undefined
  }
  const isComing = ({ sha256, host }: WantedFile) =>
    (arriving.get(sha256) ?? 0) > 0 || [...(sources.get(sha256) ?? [])].some((one) => canServe(one, host))
  const isShared = ({ sha256 }: WantedFile) => (copies.get(sha256) ?? 0) > 1 || sources.has(sha256)
  const isQuick = ({ size }: WantedFile) =>
    size <= SMALL_BYTES && (uplinkRate === undefined || size / uplinkRate < MOMENT_SECONDS)
  const isRelayFaster = ({ size }: WantedFile) => {
    const direct = (size * (rising + 1)) / (uplinkRate ?? 1)
    return size / peerRate + RELAY_SECONDS < WORTH * direct
  }

  return {
    choose: (host, ready) => {
      const [first] = ready
      if (first === undefined) return undefined
      const alone = ready.find((file) => isQuick(file) || !isShared(file))
      if (judged === 'short' || local.has(host)) return { file: first }
      if (alone !== undefined) return { file: alone }
      // Before anything was measured, somebody has to begin.
      if (judged === 'long' || transfers === 0) {
        for (const file of ready) {
          const from = freeSource(file)
          if (from !== undefined) return judged !== 'long' || isRelayFaster(file) ? { file, from } : { file }
        }
      }
      const unseen = ready.find((file) => !isComing(file))
      if (unseen !== undefined && rising < RISING_AT_ONCE) return { file: unseen }
      return transfers === 0 || (judged === 'unknown' && rising === 0) ? { file: first } : undefined
    },
    chooseAgain: (file) => {
      const from = freeSource(file)
      if (from !== undefined) return { from }
      return judged === 'long' && transfers > 0 && isComing(file) ? undefined : {}
    },
    began: ({ id, host, sha256, size }, { from }) => {
      transfers += 1
      running.set(id, { since: nowMs(), bytes: 0 })
      arriving.set(sha256, (arriving.get(sha256) ?? 0) + 1)
      if (from !== undefined) serving.set(from, (serving.get(from) ?? 0) + 1)
      else if (!local.has(host)) {
        if (size > SMALL_BYTES) uplink.begin(nowMs(), size, rising === 0)
        rising += 1
      }
    },
    moved: ({ id, host }, { from }, bytes) => {
      const transfer = running.get(id)
      if (transfer !== undefined) transfer.bytes += bytes
      if (from !== undefined || local.has(host)) return
      const now = nowMs()
      uplink.add(now, bytes)
      uplinkRate = uplink.rate(now) ?? uplinkRate
      if (uplinkRate === undefined) return
      const before = judged
      judged = allBytes / uplinkRate <= SHORT_SECONDS ? 'short' : 'long'
      if (judged !== before) tell()
    },
    ended: ({ id, host, sha256, size }, { from }, outcome) => {
      transfers -= 1
      arriving.set(sha256, (arriving.get(sha256) ?? 1) - 1)
      if (outcome === 'placed') sources.set(sha256, (sources.get(sha256) ?? new Set()).add(host))
      if (from === undefined && !local.has(host)) {
        rising -= 1
        if (size > SMALL_BYTES) uplink.end(nowMs(), size)
      }
      if (from !== undefined) {
        serving.set(from, (serving.get(from) ?? 1) - 1)
        if (outcome === 'unreachable') {
          apart.add(pair(from, host))
          for (const one of [from, host]) walled.set(one, (walled.get(one) ?? 0) + 1)
        }
        if (outcome === 'broken') broken.add(from)
        const { since, bytes } = running.get(id) ?? { since: nowMs(), bytes: 0 }
        const seconds = (nowMs() - since) / 1000
        if (outcome === 'placed' && bytes > SMALL_BYTES && seconds > 0) {
          const rate = bytes / seconds
          peerRate = isPeerMeasured ? (peerRate + rate) / 2 : rate
          isPeerMeasured = true
        }
      }
      tell()
    },
    watch: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
  }
}

function pair(from: string, to: string): string {
  return `${from} ${to}`
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
