import type { Topology } from '../../topology/topology.js'
import type { Paint } from '../colour.js'
import { paintLine } from '../picture/picture.js'
import { paneTitle, type RunLook } from '../run/pane-rows.js'

export interface GalleryInput {
  /** By name of their preset; the last one is also shown while a run goes on. */
  readonly topologies: readonly { readonly name: string; readonly topology: Topology }[]
}

export interface GalleryLook extends RunLook {
  readonly paint: Paint
}

/** A heading between two things of a page, with an empty line before it. */
export function titleLines(title: string, look: GalleryLook): string[] {
  return ['', paintLine(paneTitle(title, true, look), look.paint)]
}
