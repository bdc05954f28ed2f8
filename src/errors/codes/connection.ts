/** Problems of connection; their sentences are in `i18n/<language>/connection.ts`. */
export const CONNECTION_CODES = ['connection.failed'] as const
