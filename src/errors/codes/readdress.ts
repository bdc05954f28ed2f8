/** What keeps a host from getting another address; their sentences are in `i18n/<language>/readdress-problems.ts`. */
export const READDRESS_CODES = [
  'readdress.no-address',
  'readdress.same',
  'readdress.of-another',
  'readdress.key-unknown',
  'readdress.not-there',
  'readdress.other-key',
  'readdress.other-machine',
] as const
