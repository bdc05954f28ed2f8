/** Problems of topology; their sentences are in `i18n/<language>/topology.ts`. */
export const TOPOLOGY_CODES = ['topology.failed'] as const
