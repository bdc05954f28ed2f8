import type { Say } from '../../i18n/say.js'
import type { Scene } from './scene.js'
import type { PictureInput, PictureLook } from './span.js'

/** All that a picture is drawn from. */
export interface LayoutInput {
  readonly input: PictureInput
  readonly scene: Scene
  readonly look: PictureLook
  readonly say: Say
}
