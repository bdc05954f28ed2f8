import { addressRules } from './addresses.js'
import { automaticPorts } from './automatic-ports.js'
import { backupReceiver } from './backup-receiver.js'
import { idleHosts, unknownHosts } from './bearers.js'
import { hostLogins, serviceAccount } from './host-logins.js'
import { portClashes } from './port-clashes.js'
import { artifactFiles, releaseDefects } from './release.js'
import { repeatedRoles, roleCounts } from './role-counts.js'
import type { Rule } from './rule.js'
import { unfilledHoles } from './unfilled-holes.js'

/** Every rule, in the order in which their findings are told when lines do not decide. */
export const RULES: readonly Rule[] = [
  unfilledHoles,
  unknownHosts,
  repeatedRoles,
  roleCounts,
  addressRules,
  hostLogins,
  serviceAccount,
  portClashes,
  artifactFiles,
  idleHosts,
  backupReceiver,
  automaticPorts,
  releaseDefects,
]
