/** What time and people do to hosts that were well; sentences in `i18n/<language>/upkeep.ts`. */
export const UPKEEP_CODES = [
  'upkeep.files-changed',
  'upkeep.content-changed',
  'upkeep.drop-ins',
  'upkeep.unit-masked',
  'upkeep.unit-from-elsewhere',
  'upkeep.restarted',
  'upkeep.certificate-ends',
  'upkeep.certificate-ended',
  'upkeep.certificate-not-loaded',
  'upkeep.disk-fills',
  'upkeep.backup-overdue',
  'upkeep.backup-failed',
  'upkeep.backup-damaged',
  'upkeep.backup-gone',
] as const
