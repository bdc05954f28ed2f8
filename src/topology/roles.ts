/** Every role there is, in start order; stop order is the reverse. */
export const ROLES = ['consul', 'carrier', 'admin', 'via', 'data', 'compute'] as const
export type Role = (typeof ROLES)[number]
