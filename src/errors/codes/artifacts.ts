/** Problems of artifacts; their sentences are in `i18n/<language>/artifacts.ts`. */
export const ARTIFACT_CODES = ['artifact.failed'] as const
