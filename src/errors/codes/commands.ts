/** Problems of commands; their sentences are in `i18n/<language>/commands.ts`. */
export const COMMAND_CODES = [
  'command.no-organisation',
  'command.invalid-option',
  'command.needs-answer',
  'command.needs-name',
  'command.name-differs',
  'command.unknown-selection',
  'command.preset-missing',
  'command.unknown-code',
  'command.invalid-name',
  'command.exists-already',
  'command.write-failed',
  'command.host-unseen',
  'command.backup-failed',
  'command.left-over',
  'command.not-installed',
  'command.logs-failed',
] as const
