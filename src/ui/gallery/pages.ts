import { cardLines } from './card-page.js'
import { componentLines } from './component-page.js'
import type { GalleryInput, GalleryLook } from './gallery-look.js'
import { pictureLines } from './picture-page.js'
import { runLines } from './run-page.js'

export const GALLERY_PAGES = ['pictures', 'run', 'components', 'cards'] as const
export type GalleryPage = (typeof GALLERY_PAGES)[number]

/** Everything that this program can draw, as painted lines no wider than the columns. */
export function galleryLines(page: GalleryPage, input: GalleryInput, look: GalleryLook): string[] {
  switch (page) {
    case 'pictures':
      return pictureLines(input, look)
    case 'run':
      return runLines(input, look)
    case 'components':
      return componentLines(input, look)
    case 'cards':
      return cardLines(look)
  }
}
