/** Problems of commands; their sentences are in `i18n/<language>/commands.ts`. */
export const COMMAND_CODES = ['command.failed'] as const
