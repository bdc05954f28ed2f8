/** Problems of run; their sentences are in `i18n/<language>/run.ts`. */
export const RUN_CODES = ['run.failed'] as const
