/** What keeps a host from being taken out of work, or does not come back; their sentences are in `i18n/<language>/maintain-problems.ts`. */
export const MAINTAIN_CODES = [
  'maintain.unknown-host',
  'maintain.nothing-there',
  'maintain.quorum',
  'maintain.others-unwell',
  'maintain.not-back',
] as const
