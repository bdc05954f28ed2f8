import stringWidth from 'string-width'
import { type NodeProgress, type Progress, progressFold } from '../events/progress.js'
import type { RunEvent } from '../events/run-event.js'
import { type Language, reasonIn, type Say, sayIn } from '../i18n/say.js'
import { share } from '../wizard/run-mark.js'
import type { Paint } from './colour.js'
import { bytesText, durationText } from './measure-text.js'
import { didText, instanceOf, isWorthALine, kindText, ownerText, saidText } from './node-text.js'
import { cut, pad, printable } from './text.js'

export interface ProgressLook {
  readonly language: Language
  readonly paint: Paint
  readonly width: number
  /** Also directories and the like, what actions print, and when they start. */
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
  const skipped = new Set<string>()
  const { add, now, running } = progressFold()
  let columns = placeColumns(now())
  return {
    lines: (event) => {
      add(event)
      const progress = now()
      if (event.type === 'run-started') {
        columns = placeColumns(progress)
        skipped.clear()
      }
      return linesOf(event, { progress, columns, say, look, skipped })
    },
    status: () => cut(progressStatus(now(), running(), say), look.width - 1),
  }
}

interface Telling {
  readonly progress: Progress
  readonly columns: ReturnType<typeof placeColumns>
  readonly say: Say
  readonly look: ProgressLook
  /** Instances, with their host, that have been told to be skipped: once is enough. */
  readonly skipped: Set<string>
}

const SHORTEST_TOLD_MS = 50

function linesOf(event: RunEvent, telling: Telling): string[] {
  const { progress, say, look } = telling
  const { paint, verbose } = look
  switch (event.type) {
    case 'run-started':
    case 'sent':
      return []
    case 'started':
      return verbose ? line(event.node, `${kindText(progress.nodes[event.node], say)} ...`, telling) : []
    case 'output':
      return verbose ? line(event.node, paint('muted', `| ${printable(event.line)}`), telling) : []
    case 'succeeded': {
      if (!verbose && !isWorthALine(progress, event)) return []
      const took = event.milliseconds < SHORTEST_TOLD_MS ? '' : `  ${durationText(event.milliseconds, say)}`
      const did = paint('done', didText(progress, event.node, say))
      return line(event.node, did + paint('muted', took), telling)
    }
    case 'failed': {
      const failed = paint('failed', say('run.failed'))
      return line(event.node, `${kindText(progress.nodes[event.node], say)} ${failed}`, telling)
    }
    case 'skipped':
      return skippedText(event, telling)
    case 'host-lost':
      return [`${event.host}  ${paint('warning', say('run.host-away'))}`]
    case 'host-back':
      return [`${event.host}  ${say('run.host-back')}`]
    case 'stopping':
      return [paint('warning', say('run.stopping', { count: event.running.length }))]
    case 'paused':
      return [paint('warning', say('run.paused', { count: event.running.length }))]
    case 'continued':
      return [say('run.continued')]
    case 'run-finished':
      return finishText(event, telling)
  }
}

function line(id: string, text: string, telling: Telling): string[] {
  return [placeText(id, telling) + text]
}

/** After a failure, one line for each instance that has to wait for it; after a stop, the last line says it all. */
function skippedText(event: Extract<RunEvent, { type: 'skipped' }>, telling: Telling): string[] {
  const { progress, say, look, skipped } = telling
  const node = progress.nodes[event.node]
  const because = say('run.skipped', { because: printable(reasonIn(event.because, look.language)) })
  const text = look.paint('warning', because)
  if (look.verbose) return line(event.node, `${kindText(progress.nodes[event.node], say)} ${text}`, telling)
  const owner = `${node?.host} ${node?.instance}`
  // The closing question to everybody waits for all others: it would name any of them as the reason.
  if (progress.stopping || node?.phase === 'verify' || skipped.has(owner)) return []
  skipped.add(owner)
  return line(event.node, text, telling)
}

function finishText(event: Extract<RunEvent, { type: 'run-finished' }>, telling: Telling): string[] {
  const { progress, say, look } = telling
  const { done, failed, skipped } = progress.total
  const count = Object.keys(progress.nodes).length
  const text = say(`run.finished.${event.outcome}`, { count, done, failed, skipped })
  const meaning = event.outcome === 'done' ? 'done' : event.outcome === 'failed' ? 'failed' : 'warning'
  const half = event.halfDone.map((id) => `  ${printable(id)}`)
  return [look.paint(meaning, text), ...(half.length > 0 ? [say('run.half-done'), ...half] : [])]
}

/** One line about now: `[52/125] h1 consul step consul-leader | waiting for a vote`. Empty when nothing runs. */
function progressStatus(progress: Progress, running: readonly NodeProgress[], say: Say): string {
  if (progress.startedAt === undefined || progress.outcome !== undefined) return ''
  const [first] = running
  const { bytes, sent } = progress.total
  const parts = [
    `[${share(progress.total)}]`,
    ...(progress.paused ? [say('run.status.paused')] : []),
    ...(sent < bytes ? [`${bytesText(sent)}/${bytesText(bytes)}`] : []),
    ...(running.length > 1 ? [`+${running.length - 1}`] : []),
    ...(first === undefined ? [] : [`${ownerText(first)} ${kindText(first, say)}${saidText(first)}`]),
  ]
  return parts.join(' ')
}

/** Widths that all lines of one run share. Looks at every node, so it is done once per run. */
function placeColumns(progress: Progress) {
  const nodes = Object.values(progress.nodes)
  return {
    share: String(nodes.length).length * 2 + 1,
    host: widest(Object.keys(progress.hosts)),
    instance: widest(new Set(nodes.map(instanceOf))),
  }
}

/** ` 12/125  h1  consul  `: how far the run is, host, instance; in columns as wide as this run needs them. */
function placeText(id: string, { progress, columns, look }: Telling): string {
  const node = progress.nodes[id]
  if (node === undefined) return `${printable(id)}  `
  const finished = pad(share(progress.total), columns.share, 'right')
  const host = pad(node.host, columns.host)
  const instance = pad(instanceOf(node), columns.instance)
  return `${look.paint('muted', finished)}  ${host}  ${instance === '' ? '' : `${instance}  `}`
}

function widest(texts: Iterable<string>): number {
  return Math.max(0, ...[...texts].map((text) => stringWidth(text)))
}
