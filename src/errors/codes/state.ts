/** Problems of the organisation's folder; their sentences are in `i18n/<language>/state.ts`. */
export const STATE_CODES = [
  'state.locked',
  'state.write-failed',
  'state.file-unreadable',
  'state.secrets-open-to-others',
  'state.secrets-damaged',
  'state.secret-kind-changed',
  'state.secret-file-empty',
  'state.secret-file-several-lines',
  'state.key-published',
  'state.pins-damaged',
  'state.journal-damaged',
  'state.draft-missing',
  'state.draft-newer',
  'state.draft-damaged',
] as const
