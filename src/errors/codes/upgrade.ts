/** Another release in the place of one, and back. */
export const UPGRADE_CODES = [
  'upgrade.to-what',
  'upgrade.no-way',
  'upgrade.one-way',
  'upgrade.nothing-before',
] as const
