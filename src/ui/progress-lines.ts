import { type Counts, emptyProgress, fold, type NodeProgress, type Progress } from '../events/progress.js'
import type { RunEvent } from '../events/run-event.js'
import type { CliWord } from '../i18n/en/cli.js'
import type { Language } from '../i18n/message.js'
import { reasonIn } from '../i18n/reason.js'
import { type Say, sayIn } from '../i18n/say.js'
import { resourceName } from './action-text.js'
import type { Paint } from './colour.js'
import { bytesText, durationText } from './measure-text.js'
import { printable } from './printable.js'
import { cut, pad } from './wrap.js'

export interface ProgressLook {
  readonly language: Language
  readonly paint: Paint
  readonly width: number
  /** Also what actions print, and when they start. */
  readonly verbose: boolean
}

export interface ProgressLines {
  /** Lines that say what the event brought; none when it is not worth one. */
  readonly lines: (event: RunEvent) => string[]
  /** One line about now, for a terminal; empty before the start and after the end. */
  readonly status: () => string
}

/** A run as plain lines, for pipes, logs and narrow terminals. */
export function progressLines(look: ProgressLook): ProgressLines {
  const say = sayIn(look.language)
  let progress = emptyProgress()
  return {
    lines: (event) => {
      progress = fold(progress, event)
      return linesOf(event, progress, say, look)
    },
    status: () => cut(statusOf(progress, say), look.width - 1),
  }
}

function linesOf(event: RunEvent, progress: Progress, say: Say, look: ProgressLook): string[] {
  const { paint } = look
  const line = (id: string, text: string) => [`${placeOf(progress, id, say, look)}${text}`]
  switch (event.type) {
    case 'run-started':
      return []
    case 'started':
      return look.verbose ? line(event.node, `${kindOf(progress, event.node, say)} ...`) : []
    case 'output':
      return look.verbose ? line(event.node, paint('muted', `| ${printable(event.line)}`)) : []
    case 'sent':
      return []
    case 'succeeded':
      return line(
        event.node,
        `${paint('done', didText(progress, event.node, say))}  ${paint('muted', durationText(event.milliseconds))}`,
      )
    case 'failed':
      return line(event.node, `${kindOf(progress, event.node, say)} ${paint('failed', say('run.failed'))}`)
    case 'skipped': {
      const because = say('run.skipped', { because: printable(reasonIn(event.because, look.language)) })
      return line(event.node, `${kindOf(progress, event.node, say)} ${paint('warning', because)}`)
    }
    case 'host-lost':
      return [`${pad(event.host, 8)} ${paint('warning', say('run.host-lost'))}`]
    case 'host-back':
      return [`${pad(event.host, 8)} ${say('run.host-back')}`]
    case 'stopping':
      return [paint('warning', say('run.stopping', { count: event.running.length }))]
    case 'run-finished':
      return finishText(event, progress, say, look)
  }
}

// `consul 3/5  h1  consul`: phase with its count, host, instance.
function placeOf(progress: Progress, id: string, say: Say, look: ProgressLook): string {
  const node = progress.nodes[id]
  if (node === undefined) return `${printable(id)}  `
  const phase = `${phaseText(node, say)} ${shareText(progress.phases[node.phase] ?? progress.total)}`
  const instance = node.instance === 'host' ? '' : node.instance
  return `${look.paint('muted', pad(phase, 18))} ${pad(node.host, 8)} ${pad(instance, 13)} `
}

// `3/5`: finished of all.
function shareText(counts: Counts): string {
  const finished = counts.done + counts.failed + counts.skipped
  return `${finished}/${finished + counts.waiting + counts.running}`
}

function phaseText(node: NodeProgress, say: Say): string {
  return say(`phase.${node.phase}` as CliWord)
}

function kindOf(progress: Progress, id: string, say: Say): string {
  const node = progress.nodes[id]
  return node === undefined ? '' : `${say(`kind.${node.kind}` as CliWord)} ${resourceName(id)}`
}

function didText(progress: Progress, id: string, say: Say): string {
  const node = progress.nodes[id]
  return node === undefined ? '' : say(`did.${node.kind}` as CliWord, { name: resourceName(id) })
}

function finishText(
  event: Extract<RunEvent, { type: 'run-finished' }>,
  progress: Progress,
  say: Say,
  look: ProgressLook,
): string[] {
  const { total } = progress
  const text = say(`run.finished.${event.outcome}`, {
    count: Object.keys(progress.nodes).length,
    done: total.done,
    failed: total.failed,
    skipped: total.skipped,
  })
  const meaning = event.outcome === 'done' ? 'done' : event.outcome === 'failed' ? 'failed' : 'warning'
  const half = event.halfDone.map((id) => `  ${printable(id)}`)
  return [look.paint(meaning, text), ...(half.length > 0 ? [say('run.half-done'), ...half] : [])]
}

function statusOf(progress: Progress, say: Say): string {
  const nodes = Object.values(progress.nodes)
  if (nodes.length === 0 || progress.outcome !== undefined) return ''
  const running = nodes.filter((node) => node.status === 'running')
  const [first] = running
  const { bytes, sent } = progress.total
  const parts = [
    `[${shareText(progress.total)}]`,
    ...(sent < bytes ? [`${bytesText(sent)}/${bytesText(bytes)}`] : []),
    ...(first === undefined ? [] : [`${first.host} ${kindOf(progress, first.id, say)}`]),
    ...(running.length > 1 ? [`+${running.length - 1}`] : []),
  ]
  return parts.join(' ')
}
