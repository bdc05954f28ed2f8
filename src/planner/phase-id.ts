/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES = [
  'prepare',
  'distribute',
  'consul',
  'carrier',
  'admin',
  'via',
  'fighters',
  'verify',
] as const
export type PhaseId = (typeof PHASES)[number]
