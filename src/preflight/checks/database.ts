import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../check.js'
import { lookedAt, wasHere } from '../looked-at.js'

/** A database server that is already on the admin's host, and data of an earlier admin in it. */
export const database: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts, instances }) =>
    instances.flatMap((instance): Problem[] => {
      if (instance.role !== 'admin' || instance.database.kind !== 'managed') return []
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
          : [problem('preflight.mariadb-shared', { host, found, port }, where, 'warning')]),
        ...(metisDatabase ? [problem('preflight.database-kept', { host }, where, 'warning')] : []),
      ]
    }),
  )

/** `10.11.6-MariaDB-0+deb12u1` of `mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on …`. */
function versionIn(line: string): string {
  return /\bVer\s+(?:\S+\s+Distrib\s+)?([^\s,]+)/.exec(line)?.[1] ?? line
}
