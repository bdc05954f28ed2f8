import * as terminal from '../terminal/terminal.js'
import type { Lab } from './lab.js'
import type { Organisation } from './organisation.js'

export type { Terminal } from '../terminal/terminal.js'

/** A terminal on the lab's controller, in an operator's folder. */
export function openTerminal(
  lab: Lab,
  operator: Organisation,
  size: { columns: number; rows: number },
): Promise<terminal.Terminal> {
  const { HOME = operator.folder } = operator.environment
  return terminal.openTerminal({
    run: async (file, args, options) => lab.run(file, args, options),
    folder: operator.folder,
    home: HOME,
    environment: operator.environment,
    ...size,
  })
}
