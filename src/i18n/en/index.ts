import type { Code } from '../../errors/codes/index.js'
import type { Messages } from '../say.js'
import { aptMessages } from './apt.js'
import { artifactMessages } from './artifacts.js'
import { bundleMessages } from './bundle.js'
import { bundleMakingMessages } from './bundle-making.js'
import { commandMessages } from './commands.js'
import { connectionMessages } from './connection.js'
import { hostMessages } from './hosts.js'
import { kitMessages } from './kit.js'
import { preflightMessages } from './preflight.js'
import { rehearsalMessages } from './rehearsal.js'
import { roleMessages } from './roles.js'
import { runMessages } from './run.js'
import { stateMessages } from './state.js'
import { topologyMessages } from './topology.js'

export const messages: Messages<Code> = {
  ...topologyMessages,
  ...artifactMessages,
  ...aptMessages,
  ...bundleMessages,
  ...stateMessages,
  ...hostMessages,
  ...connectionMessages,
  ...preflightMessages,
  ...roleMessages,
  ...runMessages,
  ...bundleMakingMessages,
  ...commandMessages,
  ...rehearsalMessages,
  ...kitMessages,
}
