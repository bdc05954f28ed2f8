import { keepRecord, RECORD } from '../../actions/keep-record.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { groupBy } from '../../lib/group-by.js'
import { text } from '../../lib/text.js'
import { receiverOf } from '../../roles/host-backups.js'
import { hostSettings, hostSettingsPath } from '../../roles/host-settings.js'
import { hostPackages } from '../../roles/packages.js'
import { receiptsDirectory, storePath } from '../../topology/host-paths.js'
import { isByHand } from '../../topology/topology.js'
import type { PlanInput } from '../plan.js'
import { addRestartRule } from './needrestart.js'
import { type Chain, chain, type Phase } from './nodes.js'
import { carriedPackages, type PlacedService, packageNames, placedServices } from './placed-services.js'

/** Directories, kernel settings and OS packages: what all instances of a host share. */
export const prepare: Phase = (input) => {
  const asked = groupBy(placedServices(input), (one) => one.input.host.name)
  return input.topology.hosts.flatMap((host) => {
    const here = asked.get(host.name) ?? []
    const isNeeded = here.length > 0 || receiverOf(input.topology) === host
    return isNeeded ? prepareHost(input, host.name, here).nodes : []
  })
}

/** Ids of the nodes that others wait for: the artifacts' store, settings, OS packages. */
export function preparedNodes({ topology }: PlanInput, host: string) {
  return {
    store: `${host} directory:${topology.installDirectory}/.artifacts`,
    settings: `${host} run:host/kernel-settings`,
    packages: `${host} packages:host`,
    firewall: `${host} packages:host ${FIREWALL}`,
  }
}

function prepareHost(input: PlanInput, host: string, here: readonly PlacedService[]): Chain {
  const { topology } = input
  const { installDirectory: root } = topology
  const nodes = chain('prepare', host, 'host')
  addRecord(nodes, input, host)
  for (const [path, mode] of [
    [root, '0755'],
    [receiptsDirectory(topology), '0700'],
    [`${root}/.artifacts`, '0755'],
  ] as const) {
    nodes.add({ kind: 'directory', path, mode, owner: 'root:root' }, { word: 'reason.one-directory' })
  }
  addKernelSettings(nodes, input, host)
  addRestartRule(nodes, input, host)
  addPackages(nodes, input, host, here)
  return nodes
}

/** First of all: whoever looks at the host from now on sees whose it is. What is set up by hand is not kept up with it. */
function addRecord(nodes: Chain, { topology, record, facts }: PlanInput, host: string): void {
  if (record === undefined || isByHand(topology, host)) return
  const { generation, content } = record
  const kept = facts[host]?.record
  const why = { word: 'reason.record', values: { generation } } as const
  const command = keepRecord(generation)
  const isKept = kept?.generation === generation && kept.content === content
  nodes.add(
    { kind: 'run', name: RECORD, command, inputs: `${generation} ${content}` },
    why,
    isKept ? {} : { forced: why },
  )
}

/** What the firewall needs first: services start behind it, and their own packages take long. */
function addPackages(nodes: Chain, input: PlanInput, host: string, here: readonly PlacedService[]): void {
  const carried = carriedPackages(input, here)
  const from = carried && { path: storePath(input.topology, carried), sha256: carried.sha256 }
  const after = from === undefined ? [] : [`${host} artifact:${from.path}`]
  const add = (names: readonly string[], word: 'reason.packages' | 'reason.firewall', suffix: string) =>
    nodes.add({ kind: 'package', names, ...(from && { from }) }, { word }, { after, suffix })
  const common = hostPackages(input.topology)
  if (common.length > 0) add(common, 'reason.firewall', ` ${FIREWALL}`)
  add(packageNames(here), 'reason.packages', '')
}

const FIREWALL = 'firewall'

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

const KERNEL = '/proc/sys/net/ipv4/ip_local_reserved_ports'

/**
 * Adds the ports of our settings file to those that the kernel keeps from clients already. The setting is one list
 * for the whole host: where other files name ports too, one more file, which sorts after all of them, has the
 * ports of everybody for the next boot.
 */
export function reservePorts(organisation: string): Command {
  const merged = mergedPath(organisation)
  return lines(
    functions(organisation),
    sh`others=$(ports_of_others) ours=$(ports_in ${hostSettingsPath(organisation)})`,
    sh`count_ports "$(cat ${KERNEL})" '' "$ours,$others" > ${KERNEL}`,
    sh`if [ -z "$others" ]; then rm -f ${merged}; else`,
    sh`printf 'net.ipv4.ip_local_reserved_ports = %s\\n' "$(count_ports "$others" '' "$ours")" > ${merged}`,
    sh`fi`,
  )
}

/** Takes our ports out of the kernel's list, and leaves those of others there. Our settings file goes later. */
export function releasePorts(organisation: string): Command {
  const settings = hostSettingsPath(organisation)
  return lines(
    functions(organisation),
    sh`if [ -e ${settings} ]; then`,
    sh`count_ports "$(cat ${KERNEL})" "$(ports_in ${settings})" "$(ports_of_others)" > ${KERNEL} || true`,
    sh`fi`,
    sh`rm -f ${mergedPath(organisation)}`,
  )
}

/** There only when others name ports too; after all other files, Debian's own 99-sysctl.conf among them. */
export function mergedPath(organisation: string): string {
  return `/etc/sysctl.d/99-zz-metis-${organisation}.conf`
}

function functions(organisation: string): Command {
  return sh`ports_in() {
  [ $# = 0 ] || sed -nE 's/^[[:space:]]*-?[[:space:]]*net[./]ipv4[./]ip_local_reserved_ports[[:space:]]*=//p' "$@" | tr -s '[:space:]' ,
}
ports_of_others() {
  local file others=()
  for file in /etc/sysctl.conf /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf; do
    case $file in ${hostSettingsPath(organisation)} | ${mergedPath(organisation)}) ;; *) [ ! -r "$file" ] || others+=("$file") ;; esac
  done
  ports_in "\${others[@]}"
}
count_ports() { perl -e ${COUNT} "$@"; }`
}

/** The first list without the second and with the third, sorted, as the kernel writes it. */
const COUNT = String.raw`my ($now, $gone, $more) = @ARGV;
sub ports { map { /^([0-9]+)(?:-([0-9]+))?$/ ? ($1 .. (defined $2 ? $2 : $1)) : () } split /[\s,]+/, shift }
my %is = map { $_ => 1 } ports($now);
delete @is{ports($gone)};
$is{$_} = 1 for ports($more);
my @ranges;
for my $port (sort { $a <=> $b } keys %is) {
  if (@ranges && $ranges[-1][1] + 1 == $port) { $ranges[-1][1] = $port } else { push @ranges, [$port, $port] }
}
print join(",", map { $_->[0] == $_->[1] ? $_->[0] : "$_->[0]-$_->[1]" } @ranges), "\n";`
