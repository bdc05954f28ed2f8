import { createSpread, type Origin, type TransferOutcome, type WantedFile } from '../../src/runner/spread.js'

export interface Site {
  /** By host: names and bytes of the files that it is to get, in the order of its plan. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Bytes a second from the control machine to all hosts together. */
  readonly uplink: number
  /** Bytes a second out of one host. */
  readonly peer: number
  readonly holders?: Readonly<Record<string, readonly string[]>>
  readonly local?: readonly string[]
  /** What comes of a file from one host to another; default: it arrives. */
  readonly relay?: (from: string, to: string) => Exclude<TransferOutcome, 'failed'>
}

export interface Spreading {
  readonly seconds: number
  /** Bytes that left the control machine. */
  readonly uplinkBytes: number
  /** `b: a from h1`, in the order in which the transfers began. */
  readonly story: readonly string[]
  readonly mostServedAtOnce: number
}

const STEP_MS = 10
/** What windows and buffers swallow at the beginning of a stream. */
const BUFFER_BYTES = 2_000_000

/** A run of nothing but uploads, by a clock of its own: links are shared equally, and everybody asks as a run does. */
export function simulateSpread({ hosts, uplink, peer, holders, local = [], relay }: Site): Spreading {
  let nowMs = 0
  let uplinkBytes = 0
  let mostServedAtOnce = 0
  const story: string[] = []
  const files = Object.entries(hosts).flatMap(([host, wanted]) =>
    Object.entries(wanted).map(
      ([sha256, size]): WantedFile => ({ id: `${host} ${sha256}`, host, sha256, size }),
    ),
  )
  const spread = createSpread({
    files,
    holders: new Map(Object.entries(holders ?? {})),
    local: new Set(local),
    servedAtOnce: 2,
    nowMs: () => nowMs,
  })
  const open = new Set(files)
  /** Whose way broke off: they wait with what they have. */
  const again = new Set<WantedFile>()
  const active = new Map<string, { file: WantedFile; way: Origin; moved: number; told: number }>()
  const start = (file: WantedFile, way: Origin) => {
    open.delete(file)
    spread.began(file, way)
    story.push(`${file.host}: ${file.sha256}${way.from === undefined ? '' : ` from ${way.from}`}`)
    active.set(file.host, { file, way, moved: 0, told: 0 })
  }
  while (open.size + active.size + again.size > 0) {
    for (const host of Object.keys(hosts)) {
      if (active.has(host) || [...again].some((file) => file.host === host)) continue
      const { file, ...way } =
        spread.choose(
          host,
          [...open].filter((one) => one.host === host),
        ) ?? {}
      if (file !== undefined) start(file, way)
    }
    if (active.size === 0) throw new Error(`nobody takes ${[...open].map(({ id }) => id).join(', ')}`)
    nowMs += STEP_MS
    const rising = [...active.values()].filter(({ way }) => way.from === undefined).length
    for (const [host, transfer] of active) {
      const { file, way } = transfer
      const served = [...active.values()].filter((one) => one.way.from === way.from).length
      if (way.from !== undefined) mostServedAtOnce = Math.max(mostServedAtOnce, served)
      const verdict = way.from === undefined ? 'placed' : (relay?.(way.from, host) ?? 'placed')
      const rate = way.from === undefined ? uplink / rising : peer / served
      const bytes = Math.min(file.size - transfer.moved, (rate * STEP_MS) / 1000)
      if (verdict === 'placed') {
        transfer.moved += bytes
        if (way.from === undefined && !local.includes(host)) uplinkBytes += bytes
        const told = Math.min(file.size, transfer.moved + (way.from === undefined ? BUFFER_BYTES : 0))
        spread.moved(file, way, told - transfer.told)
        transfer.told = told
        if (transfer.moved < file.size) continue
      }
      active.delete(host)
      spread.ended(file, way, verdict)
      if (verdict !== 'placed') again.add(file)
    }
    for (const file of again) {
      const way = spread.chooseAgain(file)
      if (way === undefined) continue
      again.delete(file)
      start(file, way)
    }
    if (nowMs > 3_600_000) throw new Error('this takes for ever')
  }
  return { seconds: nowMs / 1000, uplinkBytes: Math.round(uplinkBytes), story, mostServedAtOnce }
}
