import { shellQuote } from '../lib/text.js'
import type { Operated } from './workbench.js'

/** Does on a command line what the wizard is about to do. `file`: path of `org.yaml`. */
export function equivalentCommand(file: string, operated?: Operated): string {
  const words = operated === undefined ? ['apply'] : [operated.operation, ...operated.instances]
  return `create-metis-node ${words.join(' ')} -f ${shellQuote(file)}`
}
