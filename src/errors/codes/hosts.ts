/** Mistakes in a list of hosts that somebody typed or pasted; their sentences are in `i18n/<language>/hosts.ts`. */
export const HOST_CODES = [
  'hosts.invalid-address',
  'hosts.ipv6-address',
  'hosts.network',
  'hosts.invalid-range',
  'hosts.range-too-large',
  'hosts.invalid-port',
  'hosts.invalid-user',
  'hosts.invalid-path',
  'hosts.not-understood',
  'hosts.unknown-name',
  'hosts.missing-address',
  'hosts.password',
  'hosts.there-already',
  'hosts.renamed',
  'hosts.too-many',
  'hosts.too-much-text',
] as const
