import type { Word } from '../en/words.js'
import { words as bundling } from './bundling.js'
import { words as cli } from './cli.js'
import { words as kit } from './kit-words.js'
import { words as picture } from './picture.js'
import { words as reasons } from './reasons.js'
import { words as rehearse } from './rehearse.js'
import { words as screens } from './screens.js'
import { words as done } from './screens-done.js'
import { words as machines } from './screens-machines.js'
import { words as network } from './screens-network.js'
import { words as preflight } from './screens-preflight.js'
import { words as release } from './screens-release.js'
import { words as review } from './screens-review.js'
import { words as roles } from './screens-roles.js'
import { words as run } from './screens-run.js'
import { words as welcome } from './screens-welcome.js'
import { words as watch } from './watch.js'
import { words as wizard } from './wizard.js'

export const words: Readonly<Record<Word, string>> = {
  ...cli,
  ...bundling,
  ...kit,
  ...picture,
  ...reasons,
  ...rehearse,
  ...screens,
  ...done,
  ...review,
  ...machines,
  ...preflight,
  ...release,
  ...run,
  ...network,
  ...roles,
  ...watch,
  ...welcome,
  ...wizard,
}
