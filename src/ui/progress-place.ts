import stringWidth from 'string-width'
import type { NodeProgress, Progress } from '../events/progress.js'
import { share } from '../wizard/run-mark.js'
import type { Paint } from './colour.js'
import { pad, printable } from './text.js'

/** Widths that all lines of one run share. */
export interface PlaceColumns {
  readonly share: number
  readonly host: number
  readonly instance: number
}

/** Looks at every node, so it is done once per run. */
export function placeColumns(progress: Progress): PlaceColumns {
  const nodes = Object.values(progress.nodes)
  return {
    share: String(nodes.length).length * 2 + 1,
    host: widest(Object.keys(progress.hosts)),
    instance: widest(new Set(nodes.map(instanceOf))),
  }
}

/** ` 12/125  h1  consul  `: how far the run is, host, instance; in columns as wide as this run needs them. */
export function progressPlace(progress: Progress, id: string, columns: PlaceColumns, paint: Paint): string {
  const node = progress.nodes[id]
  if (node === undefined) return `${printable(id)}  `
  const finished = pad(share(progress.total), columns.share, 'right')
  const host = pad(node.host, columns.host)
  const instance = pad(instanceOf(node), columns.instance)
  return `${paint('muted', finished)}  ${host}  ${instance === '' ? '' : `${instance}  `}`
}

/** What all instances of a host share belongs to none. */
export function instanceOf({ instance }: NodeProgress): string {
  return instance === 'host' ? '' : instance
}

function widest(texts: Iterable<string>): number {
  return Math.max(0, ...[...texts].map((text) => stringWidth(text)))
}
