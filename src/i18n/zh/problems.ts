import { texts as artifacts } from './artifacts.js'
import { texts as commands } from './commands.js'
import { texts as connection } from './connection.js'
import { texts as preflight } from './preflight.js'
import { texts as reading } from './reading.js'
import { texts as state } from './state.js'
import { texts as topology } from './topology.js'

export const problems = {
  ...artifacts,
  ...commands,
  ...connection,
  ...preflight,
  ...reading,
  ...state,
  ...topology,
}
