/** Why an installation of the old playbooks can't be taken over as it is; their sentences are in `i18n/<language>/adopt-problems.ts`. */
export const ADOPT_CODES = [
  'adopt.not-yet',
  'adopt.nothing-old',
  'adopt.no-carrier',
  'adopt.two-carriers',
  'adopt.key-damaged',
  'adopt.carrier-silent',
  'adopt.other-peer',
  'adopt.database-silent',
  'adopt.other-identity',
  'adopt.unread',
  'adopt.not-planned',
  'adopt.not-there',
  'adopt.differs',
  'adopt.files-differ',
] as const
