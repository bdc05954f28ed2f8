import stringWidth from 'string-width'
import type { Counts, NodeProgress, Progress } from '../events/progress.js'
import type { Paint } from './colour.js'
import { printable } from './printable.js'
import { pad } from './wrap.js'

/** ` 12/125  h1  consul  `: how far the run is, host, instance; in columns as wide as this run needs them. */
export function progressPlace(progress: Progress, id: string, paint: Paint): string {
  const node = progress.nodes[id]
  if (node === undefined) return `${printable(id)}  `
  const nodes = Object.values(progress.nodes)
  const share = pad(shareText(progress.total), String(nodes.length).length * 2 + 1, 'right')
  const host = pad(node.host, widest(nodes.map((one) => one.host)))
  const instance = pad(instanceOf(node), widest(nodes.map(instanceOf)))
  return `${paint('muted', share)}  ${host}  ${instance === '' ? '' : `${instance}  `}`
}

/** `3/5`: finished of all. */
export function shareText(counts: Counts): string {
  const finished = counts.done + counts.failed + counts.skipped
  return `${finished}/${finished + counts.waiting + counts.running}`
}

/** What all instances of a host share belongs to none. */
export function instanceOf({ instance }: NodeProgress): string {
  return instance === 'host' ? '' : instance
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, stringWidth(text)), 0)
}
