import * as z from 'zod'
import type { Instance, RoleOf } from '../../topology/topology.js'
import { filePath, hostOrAddress, port, servicePort } from '../../topology/values.js'
import type { PortSetting, Settings } from '../settings.js'

export const ADMIN: RoleOf<AdminInstance> = 'admin'

export interface AdminInstance extends Instance {
  readonly ports: {
    readonly admin: number
    readonly http: number
    readonly https: number
    readonly database: number
  }
  readonly database: Database
  /** Certificate of the web console: files on the control machine. Absent: HTTP only. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

/** `managed`: MariaDB on the admin's own host. `external`: a server that somebody else runs. */
type Database =
  | { readonly kind: 'managed'; readonly port: number }
  | {
      readonly kind: 'external'
      readonly host: string
      readonly port: number
      /** Account that may create `metis_admin` and its user; its password is asked for. */
      readonly adminUser: string
    }

const MYSQL_PORT = 3306

const entry = {
  database: z
    .strictObject({
      host: hostOrAddress.describe('Address or name of the MySQL server, seen from the admin host'),
      port: port.optional().describe(`Default ${MYSQL_PORT}`),
      adminUser: z
        .string()
        .regex(/^[\w.-]{1,32}$/, { error: 'topology.invalid-user' })
        .describe('Account that may create the database and its user; its password is asked for'),
    })
    .optional()
    .describe('A MySQL 5.7+ or MariaDB server of your own, instead of one that is installed'),
  tls: z
    .strictObject({
      certificate: filePath.describe('PEM file with the certificate and its chain'),
      key: filePath.describe('PEM file with the private key'),
    })
    .optional()
    .describe('Certificate of the web console; without it the console speaks HTTP only'),
}

const console: Pick<PortSetting, 'value' | 'protocols' | 'purpose' | 'from' | 'binds' | 'sharedWith'> = {
  value: port,
  protocols: ['tcp'],
  purpose: 'web console',
  from: ['browsers'],
  binds: 'host',
  sharedWith: ['nginx.service'],
}

export const settings: Settings<AdminInstance> = {
  count: 'one advised',
  about: 'The web console with its database',
  entry,
  ports: [
    {
      key: 'admin',
      at: ['admin'],
      usual: 9090,
      value: servicePort,
      protocols: ['tcp'],
      purpose: 'HTTP',
      from: ['itself'],
      binds: 'loopback',
    },
    { ...console, key: 'http', at: ['console', 'http'], usual: 80 },
    {
      ...console,
      key: 'https',
      at: ['console', 'https'],
      usual: 443,
      title: 'HTTPS',
      remark: 'used with tls, kept free without',
      // So that a certificate can be added later.
      use: ({ tls }) => (tls === undefined ? 'kept free' : 'used'),
    },
    {
      key: 'database',
      at: ['database'],
      usual: MYSQL_PORT,
      value: port,
      protocols: ['tcp'],
      purpose: 'database',
      from: ['itself'],
      binds: 'loopback',
      sharedWith: ['mariadb.service', 'mysql.service', 'mysqld.service'],
      use: ({ database }) => (database.kind === 'managed' ? 'used' : 'unused'),
    },
  ],
  build: ({ database, tls }: z.infer<z.ZodObject<typeof entry>>, ports) => ({
    database:
      database === undefined
        ? { kind: 'managed', port: ports.database }
        : { kind: 'external', ...database, port: database.port ?? MYSQL_PORT },
    ...(tls === undefined ? {} : { tls }),
  }),
}
