/** Problems of what hosts keep of their organisation; their sentences are in `i18n/<language>/record.ts`. */
export const RECORD_CODES = [
  'record.newer',
  'record.nothing-applied',
  'record.two-of-one-number',
  'record.other-organisation',
  'record.newer-version',
  'record.damaged',
  'record.not-signed',
  'record.host-denies',
  'record.release-outside',
  'record.other-secrets',
  'record.host-key-differs',
  'record.folder-changed',
  'record.generation-gone',
] as const
