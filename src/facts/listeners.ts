import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { Listener } from './host-facts.js'

/** Of what `know_sockets` has seen: every listening TCP and UDP socket, its process, and the systemd unit the process belongs to. */
export const listenersFact: Fact<readonly Listener[]> = {
  command: sh`
sockets=$known_sockets
printf '%s\\n' "$sockets"
declare -A seen
while [[ $sockets =~ pid=([0-9]+)(.*) ]]; do
  pid=\${BASH_REMATCH[1]} sockets=\${BASH_REMATCH[2]}
  [ -z "\${seen[$pid]-}" ] || continue
  seen[$pid]=yes
  while read -r line; do
    case "$line" in *:name=systemd:*|0::*) printf 'cgroup %s %s\\n' "$pid" "$line";; esac
  done <"/proc/$pid/cgroup"
done`,
  parse(output) {
    const units = unitsByPid(output)
    return output.split('\n').flatMap((line) => listenerIn(line, units))
  },
}

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3))` */
function listenerIn(line: string, units: ReadonlyMap<string, string>): Listener[] {
  const socket = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\((.*)\))?\s*$/.exec(line)
  const [, protocol, address, port, users] = socket ?? []
  if ((protocol !== 'tcp' && protocol !== 'udp') || address === undefined || port === undefined) return []
  const [, name, pid] = /^\("(.*?)",pid=(\d+),/.exec(users ?? '') ?? []
  return [
    {
      protocol,
      address: bare(address),
      port: Number(port),
      process: name === undefined ? '' : `${name} (pid ${pid})`,
      unit: units.get(pid ?? '') ?? '',
    },
  ]
}

/** Without brackets and interface; `*` is every address of both families. */
function bare(address: string): string {
  const stripped = address.replaceAll(/[[\]]/g, '').replace(/%.*$/, '')
  return stripped === '*' ? '::' : stripped
}

function unitsByPid(output: string): Map<string, string> {
  const units = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [, pid, unit] = /^cgroup (\d+) .*\/([^/]+\.(?:service|scope))(?:\/.*)?$/.exec(line) ?? []
    if (pid !== undefined && unit !== undefined) units.set(pid, unescaped(unit))
  }
  return units
}

/** systemd writes odd characters of a unit's name as `\x2d`. */
function unescaped(unit: string): string {
  return unit.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
