import type { RUN_CODES } from '../../errors/codes/run.js'
import type { Messages } from '../message.js'

export const runMessages: Messages<(typeof RUN_CODES)[number]> = {
  'run.failed': { what: '{message}', why: '', fix: '' },
}
