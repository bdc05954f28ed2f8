/** Problems of making a bundle and of naming one; their sentences are in `i18n/<language>/carried-problems.ts`. */
export const BUNDLE_MAKING_CODES = [
  'bundle.runtime-unfit',
  'bundle.runtime-missing',
  'bundle.runtime-differs',
  'bundle.installer-incomplete',
  'bundle.system-needed',
  'bundle.output-taken',
  'bundle.output-like-part',
  'bundle.none-given',
  'bundle.other-release',
] as const
