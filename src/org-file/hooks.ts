import * as z from 'zod'
import { hookWord } from '../topology/values.js'

const command = (when: string) =>
  z
    .array(hookWord)
    .min(1, 'topology.hook-words')
    .max(50, 'topology.hook-words')
    .refine(([program]) => program !== '', 'topology.hook-words')
    .exactOptional()
    .describe(`Command ${when}, as a list of words: a program and its arguments, no shell`)

/** Commands of the operator's own, by what happened. */
export const hooks = z.strictObject({
  begun: command('when a run begins to change hosts'),
  done: command('when a run has come to its end, and it is proven'),
  failed: command('when a run has not come to its end'),
  attention: command('when status finds something new that needs somebody'),
})
