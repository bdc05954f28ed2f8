import { type Command, sh } from '../lib/command.js'
import { consulAgent } from './consul/settings.js'
import { tokenFile } from './consul-token.js'
import type { Service, ServiceInput } from './service.js'

/**
 * Parts of health commands. Each goes on when all is well and otherwise says why and exits, so a health command
 * has to run in a subshell, after `hostFunctions`.
 */

/** The port is open, and it is this unit's process that listens there: somebody else's does not count. */
export function listening(unit: string, port: number): Command {
  return sh`listens_as ${unit} ${port} || { echo ${`${unit} does not listen on port ${port}`}; exit 1; }`
}

/** The one agent that everybody registers with lists the service, and all its checks pass. */
export function passingInConsul(
  { topology, instance }: Pick<ServiceInput, 'topology' | 'instance'>,
  serviceId: string,
): Command {
  const { address, port } = consulAgent(topology)
  const path = `/v1/agent/health/service/id/${serviceId}`
  const token = tokenFile(topology, instance.name)
  return sh`consul ${token} GET ${address} ${port} ${path}
case $status in
200) ;;
403) echo ${`Consul at ${address}:${port} refuses the token in ${token}: apply gives it a new one`}; exit 1;;
404) echo ${`runs, but Consul does not know ${serviceId}`}; exit 3;;
429) echo 'Consul says warning'; exit 1;;
503) echo 'Consul says critical'; exit 1;;
*) echo ${`Consul at ${address}:${port} does not answer`}; exit 1;;
esac`
}

/** How an instance is, as one command: 4 where it is ready and what it is for does not work, else as `ready` says. */
export function healthOf(service: Service, input: ServiceInput): Command {
  const works = service.works?.(input)
  if (works === undefined) return service.ready(input)
  return sh`(
${service.ready(input)}
) || exit "$?"
(
${works}
) || exit 4`
}
