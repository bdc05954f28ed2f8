/** Every role there is, in start order; stop order is the reverse. */
export const ROLES = ['consul', 'carrier', 'admin', 'via', 'data', 'compute'] as const
export type Role = (typeof ROLES)[number]

/** The form of every name that an instance can have, and so of its directory and unit. */
export function isInstanceName(name: string): boolean {
  return /^(consul|carrier|admin|via|(data|compute)-[1-9][0-9]{0,4})$/.test(name)
}
