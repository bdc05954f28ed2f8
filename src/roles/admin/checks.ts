import { type Problem, problem, type Where } from '../../errors/problem.js'
import { javaMajor } from '../../facts/software.js'
import { type Check, type CheckInput, type LookedAt, lookedAt, wasHere } from '../check.js'
import { ADMIN, type AdminInstance } from './settings.js'

/** A database server that is already on the admin's host, and data of an earlier admin in it. */
export const database: Check = (input) =>
  admins(input).flatMap(({ host: { name: host }, facts, instance }): Problem[] => {
    if (instance.database.kind !== 'managed') return []
    if (wasHere(facts, input.topology.organisation, instance.name)) return []
    const { mysql, metisDatabase } = facts.software
    const found = versionIn(mysql ?? '')
    const where = { host, instance: instance.name }
    const port = instance.database.port
    if (mysql !== undefined && !/mariadb/i.test(mysql))
      return [problem('preflight.mysql-in-the-way', { host, found, address: '127.0.0.1', port }, where)]
    return [
      ...(mysql === undefined
        ? []
        : [
            problem('preflight.mariadb-shared', { host, found, port }, where, 'warning'),
            ...loginProblems(facts.software.databaseLogin, { host, port }, where),
          ]),
      // One that comes along with its rows puts aside what lies there.
      ...(metisDatabase && !comesAlong(input, instance)
        ? [problem('preflight.database-kept', { host }, where, 'warning')]
        : []),
    ]
  })

/** One that does not run can be asked nothing; the installation starts it. */
function loginProblems(
  login: string | undefined,
  { host, port }: { host: string; port: number },
  where: Where,
) {
  if (login === undefined || login === 'well') return []
  const details = { host, port, says: login }
  return /Can't connect|\(2002\)/i.test(login)
    ? [problem('preflight.database-untried', details, where, 'warning')]
    : [problem('preflight.database-login', details, where)]
}

/** From another host, with its rows. */
function comesAlong({ facts, topology: { organisation } }: CheckInput, { name }: AdminInstance): boolean {
  return Object.values(facts).some((one) => wasHere(one, organisation, name))
}

/**
 * Sites of others on the console's port. The console takes the port on the host's own address, and nginx prefers
 * that to a site which has it on all addresses. The distribution's welcome page (`default`) is no loss.
 */
export const nginx: Check = (input) =>
  admins(input).flatMap(({ host, facts, instance }): Problem[] => {
    const { http, https } = instance.ports
    const planned = instance.tls === undefined ? [http] : [http, https]
    const { nginxSites, nginxPorts = {} } = facts.software
    return nginxSites
      .filter((site) => site !== 'default')
      .flatMap((site) =>
        planned
          .filter((port) => nginxPorts[site]?.includes(port))
          .map((port) => {
            const setting = port === http ? 'http' : 'https'
            const details = { host: host.name, site, port, address: host.address, setting }
            const where = { host: host.name, instance: instance.name }
            return problem('preflight.nginx-site-hidden', details, where, 'warning')
          }),
      )
  })

/** The admin runs on a Java of its own, named in full; one that is already there only stays what it is. */
export const java: Check = (input) =>
  admins(input).flatMap(({ host: { name: host }, facts, instance }): Problem[] => {
    const found = facts.software.java
    if (found === undefined || wasHere(facts, input.topology.organisation, instance.name)) return []
    const details = { host, found: javaMajor(found) ?? found }
    return [problem('preflight.java-exists', details, { host, instance: instance.name }, 'advice')]
  })

function admins(input: CheckInput): (LookedAt & { readonly instance: AdminInstance })[] {
  return lookedAt(input).flatMap((one) =>
    one.instances
      .filter((instance): instance is AdminInstance => instance.role === ADMIN)
      .map((instance) => ({ ...one, instance })),
  )
}

/** `10.11.6-MariaDB-0+deb12u1` of `mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on …`. */
function versionIn(line: string): string {
  return /\bVer\s+(?:\S+\s+Distrib\s+)?([^\s,]+)/.exec(line)?.[1] ?? line
}
