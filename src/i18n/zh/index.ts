import { texts as artifacts } from './artifacts.js'
import { texts as bundle } from './bundle.js'
import { texts as cli } from './cli.js'
import { texts as commands } from './commands.js'
import { texts as connection } from './connection.js'
import { texts as done } from './done.js'
import { texts as hosts } from './hosts.js'
import { texts as kit } from './kit.js'
import { texts as network } from './network.js'
import { texts as picture } from './picture.js'
import { texts as preflight } from './preflight.js'
import { texts as rehearsal } from './rehearsal.js'
import { texts as review } from './review.js'
import { texts as roles } from './roles.js'
import { texts as run } from './run.js'
import { texts as screens } from './screens.js'
import { texts as state } from './state.js'
import { texts as topology } from './topology.js'

export const texts = {
  ...artifacts,
  ...bundle,
  ...cli,
  ...commands,
  ...connection,
  ...done,
  ...hosts,
  ...kit,
  ...network,
  ...picture,
  ...preflight,
  ...rehearsal,
  ...review,
  ...roles,
  ...run,
  ...screens,
  ...state,
  ...topology,
}
