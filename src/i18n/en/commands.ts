import type { COMMAND_CODES } from '../../errors/codes/commands.js'
import type { Messages } from '../message.js'

export const commandMessages: Messages<(typeof COMMAND_CODES)[number]> = {
  'command.failed': { what: '{message}', why: '', fix: '' },
}
