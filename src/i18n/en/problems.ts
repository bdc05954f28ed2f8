import { texts as adopt } from './adopt-problems.js'
import { texts as artifacts } from './artifacts.js'
import { texts as backup } from './backup-problems.js'
import { texts as carried } from './carried-problems.js'
import { texts as commands } from './commands.js'
import { texts as connection } from './connection.js'
import { texts as firewall } from './firewall-problems.js'
import { texts as hooks } from './hooks-problems.js'
import { texts as hosts } from './hosts-problems.js'
import { texts as importing } from './import-problems.js'
import { texts as maintain } from './maintain-problems.js'
import { texts as operators } from './operators.js'
import { texts as preflight } from './preflight.js'
import { texts as preflightFound } from './preflight-found.js'
import { texts as preflightNetwork } from './preflight-network.js'
import { texts as readdress } from './readdress-problems.js'
import { texts as reading } from './reading.js'
import { texts as record } from './record.js'
import { texts as run } from './run-problems.js'
import { texts as state } from './state.js'
import { texts as topology } from './topology.js'
import { texts as upgrade } from './upgrade-problems.js'
import { texts as upkeep } from './upkeep.js'

/** Files that say nothing but problems: read when one is explained. */
export const problems = {
  ...adopt,
  ...artifacts,
  ...backup,
  ...commands,
  ...record,
  ...run,
  ...carried,
  ...firewall,
  ...hooks,
  ...hosts,
  ...importing,
  ...connection,
  ...maintain,
  ...operators,
  ...preflight,
  ...preflightFound,
  ...preflightNetwork,
  ...readdress,
  ...reading,
  ...state,
  ...topology,
  ...upkeep,
  ...upgrade,
}
