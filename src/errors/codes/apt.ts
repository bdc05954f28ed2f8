/** Problems of archives of OS packages; their sentences are in `i18n/<language>/artifacts.ts`. */
export const APT_CODES = [
  'apt.unknown-system',
  'apt.unreachable',
  'apt.gone',
  'apt.not-signed',
  'apt.key-differs',
  'apt.other-suite',
  'apt.expired',
  'apt.index-missing',
  'apt.checksum-mismatch',
  'apt.unknown-package',
  'apt.unmet',
  'apt.excluded',
] as const
