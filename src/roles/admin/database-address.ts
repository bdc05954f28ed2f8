import type { AdminInstance } from './settings.js'

/** The admin's own account on its database. */
export const DATABASE_USER = 'metis_admin'
/** A server takes a client on its own machine for either, by its settings. */
export const LOCAL_CLIENTS: readonly string[] = ['localhost', '127.0.0.1']

/** `127.0.0.1:3306`: how the admin reaches its database. */
export function databaseAddress({ database }: AdminInstance): string {
  return `${database.kind === 'managed' ? '127.0.0.1' : database.host}:${database.port}`
}
