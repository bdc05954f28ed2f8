import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { HardwareFacts } from './host-facts.js'
import { labelled, wholeNumber } from './labelled.js'

const MIB = 1024 * 1024

/** Cores, memory, CPU features, and the disk that holds or will hold the install directory. */
export function hardwareFact(installDirectory: string): Fact<HardwareFacts> {
  return {
    command: sh`
printf 'cores %s\\n' "$(nproc)"
while read -r label size _; do
  [ "$label" = MemTotal: ] && { printf 'memory %s\\n' "$size"; break; }
done </proc/meminfo
directory=${installDirectory}
until [ -d "$directory" ] || [ -z "$directory" ]; do directory=\${directory%/*}; done
printf 'disk %s\\n' "$(df -B1 --output=avail,size -- "\${directory:-/}" | tail -n 1)"
printf 'cpu %s\\n' "$(grep -m 1 '^flags' /proc/cpuinfo)"`,
    parse(output) {
      const found = labelled(output)
      const [free, total] = (found.disk ?? '').split(/\s+/)
      const features = new Set((found.cpu ?? '').split(/\s+/))
      return {
        cores: wholeNumber(found.cores),
        memoryMib: Math.floor(wholeNumber(found.memory) / 1024),
        diskFreeMib: Math.floor(wholeNumber(free) / MIB),
        diskTotalMib: Math.floor(wholeNumber(total) / MIB),
        avx: features.has('avx'),
        avx2: features.has('avx2'),
      }
    },
  }
}
