import { addressRules } from './addresses.js'
import { artifactFiles } from './artifact-files.js'
import { automaticPorts } from './automatic-ports.js'
import { hostLogins } from './host-logins.js'
import { idleHosts } from './idle-hosts.js'
import { portClashes } from './port-clashes.js'
import { releaseDefects } from './release-defects.js'
import { repeatedRoles } from './repeated-roles.js'
import { roleCounts } from './role-counts.js'
import type { Rule } from './rule.js'
import { serviceAccount } from './service-account.js'
import { unfilledHoles } from './unfilled-holes.js'
import { unknownHosts } from './unknown-hosts.js'

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
  automaticPorts,
  releaseDefects,
]
