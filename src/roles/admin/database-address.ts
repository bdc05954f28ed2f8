import type { Sql } from '../../actions/action.js'
import { secret, text } from '../../lib/text.js'
import { EXTERNAL_DATABASE_PASSWORD } from '../secret-names.js'
import type { AdminInstance } from './settings.js'

/** The admin's own account on its database. */
export const DATABASE_USER = 'metis_admin'
/** A server takes a client on its own machine for either, by its settings. */
export const LOCAL_CLIENTS: readonly string[] = ['localhost', '127.0.0.1']

/** `127.0.0.1:3306`: how the admin reaches its database. */
export function databaseAddress({ database }: AdminInstance): string {
  return `${database.kind === 'managed' ? '127.0.0.1' : database.host}:${database.port}`
}

/** Where the account may come from. */
export function clientHosts({ database }: AdminInstance, address: string): readonly string[] {
  if (database.kind === 'managed' || LOCAL_CLIENTS.includes(database.host)) return LOCAL_CLIENTS
  return database.host === address ? [...LOCAL_CLIENTS, address] : [address]
}

/** Who makes account and tables: root of a managed server needs no word. */
export function administrator({ database }: AdminInstance): Pick<Sql, 'server'> {
  if (database.kind === 'managed') return {}
  const { host, port, adminUser: user } = database
  return { server: { host, port, user, password: text`${secret(EXTERNAL_DATABASE_PASSWORD)}` } }
}
