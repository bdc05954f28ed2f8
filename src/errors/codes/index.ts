import type { ARTIFACT_CODES } from './artifacts.js'
import type { COMMAND_CODES } from './commands.js'
import type { CONNECTION_CODES } from './connection.js'
import type { PREFLIGHT_CODES } from './preflight.js'
import type { RUN_CODES } from './run.js'
import type { STATE_CODES } from './state.js'
import type { TOPOLOGY_CODES } from './topology.js'

/** A stable name of one kind of problem, e.g. `topology.carrier-count`; `explain CODE` tells about it. */
export type Code =
  | (typeof TOPOLOGY_CODES)[number]
  | (typeof ARTIFACT_CODES)[number]
  | (typeof STATE_CODES)[number]
  | (typeof CONNECTION_CODES)[number]
  | (typeof PREFLIGHT_CODES)[number]
  | (typeof RUN_CODES)[number]
  | (typeof COMMAND_CODES)[number]
