/** Problems of preflight; their sentences are in `i18n/<language>/preflight.ts`. */
export const PREFLIGHT_CODES = ['preflight.failed'] as const
