import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../check.js'
import { lookedAt } from '../looked-at.js'

/**
 * Sites of others on the console's port. The console takes the port on the host's own address, and nginx prefers
 * that to a site which has it on all addresses. The distribution's welcome page (`default`) is no loss.
 */
export const nginx: Check = (input) =>
  lookedAt(input).flatMap(({ host, facts, instances }) =>
    instances.flatMap((instance): Problem[] => {
      if (instance.role !== 'admin') return []
      const { http, https } = instance.ports
      const planned = instance.tls === undefined ? [http] : [http, https]
      const { nginxSites, nginxPorts = {} } = facts.software
      return nginxSites
        .filter((site) => site !== 'default')
        .flatMap((site) =>
          planned
            .filter((port) => nginxPorts[site]?.includes(port))
            .map((port) => {
              const details = { host: host.name, site, port, address: host.address }
              const setting = port === http ? 'http' : 'https'
              return problem(
                'preflight.nginx-site-hidden',
                { ...details, setting },
                { host: host.name, instance: instance.name },
                'warning',
              )
            }),
        )
    }),
  )
