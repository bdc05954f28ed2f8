/** Problems of backups; their sentences are in `i18n/<language>/backup-problems.ts`. */
export const BACKUP_CODES = [
  'backup.damaged',
  'backup.not-a-backup',
  'backup.lacks',
  'backup.mistyped',
  'backup.none-there',
  'backup.of-several',
  'backup.of-other-secrets',
  'backup.set-incomplete',
  'backup.no-room',
  'backup.nothing',
  'backup.rotation-unfinished',
  'backup.restore-unfinished',
  'backup.restoring-damaged',
  'backup.part-without-place',
] as const
