import { paintLine } from '../picture/picture.js'
import { paneTitle } from '../run/pane-rows.js'
import type { GalleryLook } from './gallery-look.js'

/** A heading between two things of a page, with an empty line before it. */
export function titleLines(title: string, look: GalleryLook): string[] {
  return ['', paintLine(paneTitle(title, true, look), look.paint)]
}
