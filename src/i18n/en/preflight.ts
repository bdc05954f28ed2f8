import type { PREFLIGHT_CODES } from '../../errors/codes/preflight.js'
import type { Messages } from '../message.js'

export const preflightMessages: Messages<(typeof PREFLIGHT_CODES)[number]> = {
  'preflight.failed': { what: '{message}', why: '', fix: '' },
}
