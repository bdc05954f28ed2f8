import type { NodeProgress } from '../../events/progress.js'
import type { RunState } from '../../events/run-record.js'
import type { RunView } from '../../wizard/run-handle.js'
import { type RunMark, share, shareOf } from '../../wizard/run-mark.js'
import type { Transfer } from '../../wizard/run-transfer.js'
import { STALL_SECONDS, type Waiting } from '../../wizard/run-waiting.js'
import { ageText, barParts, bytesText } from '../measure-text.js'
import { kindText, ownerText, saidText } from '../node-text.js'
import { fitSpans, muted, type PictureLine, type Span } from '../picture/span.js'
import { printable } from '../text.js'
import { markSpan, plain, type RunLook } from './pane-rows.js'

export interface RunHeadInput {
  readonly view: RunView
  readonly waiting: Waiting
  readonly transfer: Transfer | undefined
  /** Since anything has happened. */
  readonly quietSeconds: number
  /** Since the run began, or that it took. */
  readonly elapsedSeconds: number
  readonly failures: number
  /** What the screen itself is busy with, or how to go on. */
  readonly notice?: string
}

export const HEAD_ROWS = 3

/** Three rows about the whole: how far, what is sent, and what it waits for or how it ended. */
export function runHead(input: RunHeadInput, look: RunLook): PictureLine[] {
  const rows = [stateRow(input, look), middleRow(input, look), lastRow(input, look)]
  return rows.map((row) => fitSpans([plain(' '), ...row], look.columns, look.charset))
}

const SIGNS: Readonly<Record<RunState, RunMark>> = {
  starting: 'waiting',
  running: 'running',
  paused: 'warning',
  stopping: 'warning',
  done: 'done',
  failed: 'failed',
  cancelled: 'warning',
  lost: 'failed',
}

function stateRow({ view, elapsedSeconds, failures }: RunHeadInput, look: RunLook): Span[] {
  const { state, progress } = view
  const { total } = progress
  const { finished, all } = shareOf(total)
  const bar = barParts(finished, all, Math.max(10, Math.min(40, look.columns - 50)), look.charset)
  const sign = markSpan(SIGNS[state], look)
  const meaning = sign.meaning === 'muted' ? undefined : sign.meaning
  return [
    sign,
    { text: ` ${look.say(`install.state.${state}`)}`, strong: true, meaning },
    plain('  '),
    { text: bar[0], meaning: failures > 0 ? 'failed' : 'done' },
    muted(bar[1]),
    plain(`  ${share(total)}  ${ageText(elapsedSeconds, look.say)}`),
    ...(failures > 0
      ? [plain('  '), { text: look.say('install.failures', { count: failures }), meaning: 'failed' } as const]
      : []),
  ]
}

function middleRow({ view, transfer, waiting }: RunHeadInput, { say }: RunLook): Span[] {
  const { progress, state } = view
  const { done, failed, skipped } = progress.total
  if (state === 'done' || state === 'failed' || state === 'cancelled') {
    const count = Object.keys(progress.nodes).length
    return count === 0 ? [] : [plain(say(`run.finished.${state}`, { count, done, failed, skipped }))]
  }
  if (state === 'lost') return [plain(say('install.lost-run'))]
  const stands = waiting.for === 'pause' && waiting.node === undefined
  if (transfer === undefined || stands) return []
  const { sent, bytes, bytesPerSecond, secondsLeft } = transfer
  return [
    plain(say('install.sending', { sent: bytesText(sent), bytes: bytesText(bytes) })),
    ...(bytesPerSecond === undefined ? [] : [plain(`${say('and')}${bytesText(bytesPerSecond)}/s`)]),
    ...(secondsLeft === undefined
      ? []
      : [plain(say('and') + say('time.left', { time: ageText(secondsLeft, say) }))]),
  ]
}

function lastRow({ waiting, quietSeconds, notice }: RunHeadInput, look: RunLook): Span[] {
  if (notice !== undefined) return [plain(notice)]
  const { say } = look
  const text = waitingText(waiting, look)
  if (text === '') return []
  if (quietSeconds < STALL_SECONDS || waiting.for === 'pause') return [plain(text)]
  return [
    { text: `${say('install.quiet', { time: ageText(quietSeconds, say) })} ${text}`, meaning: 'warning' },
  ]
}

function waitingText(waiting: Waiting, { say }: RunLook): string {
  switch (waiting.for) {
    case 'nothing':
      return ''
    case 'start':
      return say('install.waits.start')
    case 'hosts':
      return say('install.waits.hosts', { hosts: waiting.hosts.map(printable).join(', ') })
    case 'stage': {
      const { id, about } = waiting.stage
      return say(`stage.${id}`, { about: printable(about ?? '') })
    }
    case 'pause': {
      const { node, others } = waiting
      if (node === undefined) return say('install.paused')
      return say('install.pausing', { what: whatText(node, others, say) }) + saidText(node)
    }
    case 'action': {
      const { node, others } = waiting
      return say('install.waits.action', { what: whatText(node, others, say) }) + saidText(node)
    }
  }
}

/** `h1 via: wait (+2)`. */
function whatText(node: NodeProgress, others: number, say: RunLook['say']): string {
  const more = others === 0 ? '' : say('install.waits.others', { count: others })
  return `${ownerText(node)}: ${kindText(node, say)}${more}`
}
