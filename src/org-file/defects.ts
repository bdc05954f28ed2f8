/** Faults of releases that are known well enough to advise on; a release's file says which it has. */
export const DEFECT_IDS = ['shared-via-address'] as const
export type DefectId = (typeof DEFECT_IDS)[number]

export function isDefectId(id: string): id is DefectId {
  return DEFECT_IDS.some((known) => known === id)
}
