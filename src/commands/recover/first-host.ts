import { InstallerError } from '../../errors/problem.js'
import { buildHost } from '../../org-file/build-topology.js'
import type { Host } from '../../topology/topology.js'
import type { SshAlias } from '../../wizard/hosts/host-names.js'
import { parseHosts } from '../../wizard/hosts/parse-hosts.js'
import { invalidOption } from '../program/option.js'

/**
 * The one host that is named: `[user@]host[:port]`, or a name of `~/.ssh/config`. `user`: where neither says one. Throws
 * `command.invalid-option`, and the problems of hosts that are typed.
 */
export function firstHost(text: string, aliases: readonly SshAlias[], user: string): Host {
  const { hosts, mistakes } = parseHosts(text, { existing: [], aliases, usual: { user } })
  const wrong = mistakes.find(({ problem }) => problem.severity !== 'advice')
  if (wrong !== undefined) throw new InstallerError(wrong.problem)
  const [first, second] = hosts
  if (first === undefined || second !== undefined) throw invalidOption('--from', text, '[user@]host[:port]')
  const { name, ...entry } = first
  const host = buildHost(name, entry)
  // What org.yaml calls it is not known yet.
  return { ...host, name: host.ssh.address }
}
