/** Problems of ordering a rehearsal; their sentences are in `i18n/<language>/commands.ts`. */
export const REHEARSAL_CODES = [
  'rehearsal.unknown-fault',
  'rehearsal.unknown-phase',
  'rehearsal.malformed-fault',
  'rehearsal.unknown-host',
  'rehearsal.sealed-for-operators',
  'rehearsal.no-such-day',
] as const
