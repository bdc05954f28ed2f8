import { texts as adopt } from './adopt.js'
import { texts as backup } from './backup.js'
import { texts as bundle } from './bundle.js'
import { texts as cli } from './cli.js'
import { texts as done } from './done.js'
import { texts as help } from './help.js'
import { texts as history } from './history.js'
import { texts as home } from './home.js'
import { texts as hooks } from './hooks.js'
import { texts as hosts } from './hosts.js'
import { texts as importing } from './import.js'
import { texts as kit } from './kit.js'
import { texts as maintain } from './maintain.js'
import { texts as network } from './network.js'
import { texts as picture } from './picture.js'
import { texts as pull } from './pull.js'
import { texts as readdress } from './readdress.js'
import { texts as recover } from './recover.js'
import { texts as rehearsal } from './rehearsal.js'
import { texts as review } from './review.js'
import { texts as roles } from './roles.js'
import { texts as run } from './run.js'
import { texts as screens } from './screens.js'
import { texts as support } from './support.js'
import { texts as upgrade } from './upgrade.js'

export const texts = {
  ...adopt,
  ...backup,
  ...bundle,
  ...cli,
  ...done,
  ...help,
  ...history,
  ...hooks,
  ...home,
  ...hosts,
  ...importing,
  ...kit,
  ...maintain,
  ...network,
  ...picture,
  ...pull,
  ...readdress,
  ...recover,
  ...rehearsal,
  ...review,
  ...roles,
  ...run,
  ...screens,
  ...support,
  ...upgrade,
}
