import { sh } from '../lib/command.js'
import { labelled } from './answer.js'
import type { Fact } from './fact.js'
import type { IdentityFacts } from './host-facts.js'

/** Who the host is, and its IPv4 addresses in the order in which services look through them. */
export const identityFact: Fact<IdentityFacts> = {
  command: sh`
read -r name </proc/sys/kernel/hostname
read -r machine </etc/machine-id
read -r boot </proc/sys/kernel/random/boot_id
printf 'hostname %s\\nmachine-id %s\\nboot %s\\n' "$name" "$machine" "$boot"
echo
exec ip -4 -o addr show`,
  parse(output) {
    const blank = output.indexOf('\n\n')
    const found = labelled(blank < 0 ? output : output.slice(0, blank))
    return {
      hostname: found.hostname ?? '',
      machineId: found['machine-id'] ?? '',
      ...(found.boot === undefined || found.boot === '' ? {} : { bootId: found.boot }),
      addresses: blank < 0 ? [] : output.slice(blank).split('\n').flatMap(addressIn),
    }
  },
}

/** `2: eth0    inet 10.0.0.1/24 brd … scope global eth0 …` */
function addressIn(line: string): { interface: string; address: string }[] {
  const [, name, address] = /^\d+:\s+(\S+)\s+inet\s+(\d+\.\d+\.\d+\.\d+)/.exec(line) ?? []
  if (name === undefined || address === undefined) return []
  if (address.startsWith('127.') || address.startsWith('169.254.')) return []
  return [{ interface: name.replace(/@.*$/, ''), address }]
}
