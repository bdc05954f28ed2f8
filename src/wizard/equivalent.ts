import { shellQuote } from '../lib/text.js'
import type { Operated } from './workbench.js'

/** The command that carries it out. */
export function wordsOf(operated?: Operated): readonly [string, ...string[]] {
  if (operated === undefined) return ['apply']
  const { operation } = operated
  if (operation === 'upgrade') return ['apply', '--backup']
  return operation === 'restart' ? [operation, ...operated.instances] : [operation]
}

/** Does on a command line what the wizard is about to do. `file`: path of `org.yaml`. */
export function equivalentCommand(file: string, operated?: Operated): string {
  return `create-metis-node ${wordsOf(operated).join(' ')} -f ${shellQuote(file)}`
}
