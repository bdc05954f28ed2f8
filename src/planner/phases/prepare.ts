import { sh } from '../../lib/command.js'
import { groupBy } from '../../lib/group-by.js'
import { text } from '../../lib/text.js'
import { hostSettings } from '../../roles/host-settings.js'
import { receiptsDirectory, storePath } from '../../topology/host-paths.js'
import type { PlanInput } from '../plan.js'
import { type Chain, chain, type Phase } from './nodes.js'
import { carriedPackages, type PlacedService, packageNames, placedServices } from './placed-services.js'
import { releasePorts, reservePorts } from './reserved-ports.js'

/** Account, directories, kernel settings and OS packages: what all instances of a host share. */
export const prepare: Phase = (input) => {
  const asked = groupBy(placedServices(input), (one) => one.input.host.name)
  return input.topology.hosts.flatMap((host) => {
    const here = asked.get(host.name)
    return here === undefined ? [] : prepareHost(input, host.name, here).nodes
  })
}

/** Ids of the nodes that others wait for: the artifacts' store, account and settings, OS packages. */
export function preparedNodes(
  input: PlanInput,
  host: string,
): { store: string; settings: string; packages: string } {
  const root = input.topology.installDirectory
  return {
    store: `${host} directory:${root}/.artifacts`,
    settings: `${host} run:host/kernel-settings`,
    packages: `${host} packages:host`,
  }
}

function prepareHost(input: PlanInput, host: string, here: readonly PlacedService[]): Chain {
  const { topology } = input
  const { installDirectory: root, serviceUser: user } = topology
  const nodes = chain('prepare', host, 'host')
  nodes.add(
    {
      kind: 'run',
      name: 'service-user',
      command: sh`getent passwd ${user} >/dev/null || useradd --system --user-group --no-create-home --home-dir ${root} --shell /usr/sbin/nologin ${user}`,
      inputs: `${user} ${root}`,
    },
    { word: 'reason.service-user' },
  )
  for (const [path, mode] of [
    [root, '0755'],
    [receiptsDirectory(topology), '0700'],
    [`${root}/.artifacts`, '0755'],
  ] as const) {
    nodes.add({ kind: 'directory', path, mode, owner: 'root:root' }, { word: 'reason.one-directory' })
  }
  addKernelSettings(nodes, input, host)
  addPackages(nodes, input, host, here)
  return nodes
}

function addPackages(nodes: Chain, input: PlanInput, host: string, here: readonly PlacedService[]): void {
  const names = packageNames(here)
  const carried = carriedPackages(input, here)
  const why = { word: 'reason.packages' } as const
  if (carried === undefined) {
    nodes.add({ kind: 'package', names }, why)
    return
  }
  const from = { path: storePath(input.topology, carried), sha256: carried.sha256 }
  nodes.add({ kind: 'package', names, from }, why, { after: [`${host} artifact:${from.path}`] })
}

function addKernelSettings(nodes: Chain, input: PlanInput, host: string): void {
  const settings = hostSettings(input.topology, host)
  if (settings === undefined) return
  const why = { word: 'reason.planned-ports' } as const
  const { organisation } = input.topology
  const inputs = settings.content
  // While the file still tells which ports were ours.
  nodes.add(
    { kind: 'run', name: 'former-ports', command: releasePorts(organisation), inputs },
    { word: 'reason.former-ports' },
  )
  nodes.add(
    {
      kind: 'write-file',
      path: settings.path,
      mode: '0644',
      owner: 'root:root',
      content: text`${settings.content}`,
    },
    why,
  )
  nodes.add({ kind: 'run', name: 'kernel-settings', command: reservePorts(organisation), inputs }, why)
}
