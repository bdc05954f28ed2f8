import { transferBar, transferText } from '../../ui/transfer-text.js'
import type { Session } from '../program/session.js'
import { liveLines } from '../terminal/live-lines.js'

/** What a long transfer tells its operator: a bar in a terminal, else a line for every quarter. */
export interface TransferTeller {
  /** Bytes of one thing among several. */
  readonly part: (name: string, done: number, total?: number) => void
  /** Bytes of the whole, when they are counted elsewhere. */
  readonly whole: (done: number, total?: number) => void
  /** Ends the bar. */
  readonly end: () => void
}

const BAR_COLUMNS = 24
/** A person reads no faster. */
const PAUSE_MILLISECONDS = 100
const QUARTERS = [0.25, 0.5, 0.75]
/** Less than this is over before anybody has read about it. */
const WORTH_LINES = 20_000_000

export function tellTransfer(session: Session, title: string): TransferTeller {
  const { world, say, note, options } = session
  const live = liveLines(world.stderr)
  const parts = new Map<string, { done: number; total?: number }>()
  const isQuiet = options.json === true
  let began: { readonly at: number; readonly done: number } | undefined
  let told = 0
  let shownAt = Number.NEGATIVE_INFINITY

  const whole = (done: number, total?: number) => {
    if (isQuiet) return
    const now = world.now().getTime()
    began ??= { at: now, done }
    if (world.stderr.isTTY && now - shownAt < PAUSE_MILLISECONDS && done !== total) return
    shownAt = now
    const known = total === undefined ? { done } : { done, total }
    const milliseconds = now - began.at
    const text = transferText({ ...known, moved: done - began.done, milliseconds }, say)
    if (world.stderr.isTTY) return live.show([], `  ${title} ${transferBar(known, BAR_COLUMNS)} ${text}`)
    if (total === undefined || total < WORTH_LINES) return
    const passed = QUARTERS.filter((quarter) => done >= quarter * total).length
    if (passed > told) note(`  ${title}: ${text}`)
    told = Math.max(told, passed)
  }
  return {
    whole,
    part: (name, done, total) => {
      parts.set(name, total === undefined ? { done } : { done, total })
      const all = [...parts.values()]
      const sum = all.reduce((bytes, part) => bytes + part.done, 0)
      const isKnown = all.every((part) => part.total !== undefined)
      whole(sum, isKnown ? all.reduce((bytes, part) => bytes + (part.total ?? 0), 0) : undefined)
    },
    end: live.end,
  }
}
