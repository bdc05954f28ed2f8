import { ADOPT_CODES } from './adopt.js'
import { APT_CODES } from './apt.js'
import { ARTIFACT_CODES } from './artifacts.js'
import { BACKUP_CODES } from './backup.js'
import { BUNDLE_CODES } from './bundle.js'
import { BUNDLE_MAKING_CODES } from './bundle-making.js'
import { COMMAND_CODES } from './commands.js'
import { CONNECTION_CODES } from './connection.js'
import { FIREWALL_CODES } from './firewall.js'
import { HOOK_CODES } from './hooks.js'
import { HOST_CODES } from './hosts.js'
import { IMPORT_CODES } from './import.js'
import { KIT_CODES } from './kit.js'
import { MAINTAIN_CODES } from './maintain.js'
import { PREFLIGHT_CODES } from './preflight.js'
import { READDRESS_CODES } from './readdress.js'
import { RECORD_CODES } from './record.js'
import { REHEARSAL_CODES } from './rehearsal.js'
import { ROLE_CODES } from './roles.js'
import { RUN_CODES } from './run.js'
import { STATE_CODES } from './state.js'
import { TOPOLOGY_CODES } from './topology.js'
import { UPGRADE_CODES } from './upgrade.js'
import { UPKEEP_CODES } from './upkeep.js'

/** Every code there is. */
export const CODES = [
  ...TOPOLOGY_CODES,
  ...ARTIFACT_CODES,
  ...APT_CODES,
  ...BUNDLE_CODES,
  ...STATE_CODES,
  ...RECORD_CODES,
  ...FIREWALL_CODES,
  ...HOST_CODES,
  ...HOOK_CODES,
  ...IMPORT_CODES,
  ...ADOPT_CODES,
  ...CONNECTION_CODES,
  ...PREFLIGHT_CODES,
  ...ROLE_CODES,
  ...RUN_CODES,
  ...UPKEEP_CODES,
  ...BUNDLE_MAKING_CODES,
  ...COMMAND_CODES,
  ...BACKUP_CODES,
  ...UPGRADE_CODES,
  ...REHEARSAL_CODES,
  ...KIT_CODES,
  ...MAINTAIN_CODES,
  ...READDRESS_CODES,
] as const

/** A stable name of one kind of problem, e.g. `topology.carrier-count`; `explain CODE` tells about it. */
export type Code = (typeof CODES)[number]
