import { shellQuote } from '../lib/text.js'

/** Does on a command line what the wizard is about to do. `file`: path of `org.yaml`. */
export function applyCommand(file: string): string {
  return `create-metis-node apply -f ${shellQuote(file)}`
}
