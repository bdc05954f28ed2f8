/** The questions of one round trip that every host is asked; the slow ones last, as answers are read in this order. */
export const FACTS = [
  'hold',
  'system',
  'hardware',
  'fileSystems',
  'tools',
  'identity',
  'kernel',
  'software',
  'listeners',
  'receipts',
  'former',
  'record',
  'installDirectory',
  'accounts',
  'old',
  'updates',
  'units',
  'left',
  'backups',
  'packageTrial',
] as const
export type FactId = (typeof FACTS)[number]
