import { type Problem, problem } from '../../errors/problem.js'
import { groupBy } from '../../lib/group-by.js'
import type { Check } from '../../roles/check.js'
import { portsOf } from '../../roles/ports.js'
import { instancesOn } from '../../topology/topology.js'

const MOST_NAMED = 6

/** Ports that are closed to somebody who came through all the same: for each one problem of hosts, and one of this computer. */
export const closed: Check = ({ topology, closed: tried = [] }) => {
  const open = tried.filter(({ result }) => result === 'open')
  return [...groupBy(open, ({ to, address, port }) => `${to} ${address} ${port}`).values()].flatMap(
    (same) => {
      const [first] = same
      if (first === undefined) return []
      const { to, address, port } = first
      const [owner] = instancesOn(topology, to).filter((instance) =>
        portsOf(instance).some((one) => one.port <= port && port <= (one.to ?? one.port)),
      )
      const instance = owner?.name ?? ''
      const hosts = same.flatMap(({ from }) => from ?? [])
      const more = hosts.length > MOST_NAMED ? [`(+${hosts.length - MOST_NAMED})`] : []
      const from = [hosts.slice(0, MOST_NAMED).join(', '), ...more].join(' ')
      const told = (code: Problem['code']) =>
        problem(code, { to, address, port, instance, from }, { host: to }, 'warning')
      return [
        ...(hosts.length > 0 ? [told('preflight.open-to-hosts')] : []),
        ...(hosts.length < same.length ? [told('preflight.open-to-here')] : []),
      ]
    },
  )
}
