/** Advice about where roles are placed, beside the rules of org.yaml; sentences in `i18n/<language>/preflight.ts`. */
export const ROLE_CODES = [
  'roles.database-beside-fighter',
  'roles.external-address-private',
  'roles.invalid-network',
] as const
