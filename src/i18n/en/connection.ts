import type { CONNECTION_CODES } from '../../errors/codes/connection.js'
import type { Messages } from '../message.js'

export const connectionMessages: Messages<(typeof CONNECTION_CODES)[number]> = {
  'connection.failed': { what: '{message}', why: '', fix: '' },
}
