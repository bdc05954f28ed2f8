import { DISK_SAMPLES, MOST_SAMPLES } from '../actions/disk-sample.js'
import { sh } from '../lib/command.js'
import { labelled, wholeNumber } from './answer.js'
import type { Fact } from './fact.js'
import type { DiskSample, HardwareFacts } from './host-facts.js'

const MIB = 1024 * 1024

/** Cores, memory, CPU features, and the disk that holds or will hold the install directory. */
export function hardwareFact(installDirectory: string): Fact<HardwareFacts> {
  return {
    command: sh`
# What nproc counts: the processors that a process may use, "0-3,8".
mapfile -t status </proc/self/status
for line in "\${status[@]}"; do
  case $line in Cpus_allowed_list:*) ranges=\${line##*[[:space:]]}; break;; esac
done
cores=0
for range in \${ranges//,/ }; do cores=$((cores + \${range#*-} - \${range%-*} + 1)); done
[ "$cores" -gt 0 ] || cores=$(nproc)
printf 'cores %s\\n' "$cores"
while read -r label size _; do
  [ "$label" = MemTotal: ] && { printf 'memory %s\\n' "$size"; break; }
done </proc/meminfo
directory=${installDirectory}
until [ -d "$directory" ] || [ -z "$directory" ]; do directory=\${directory%/*}; done
disk=$(df -B1 --output=avail,size -- "\${directory:-/}")
printf 'disk %s\\n' "\${disk##*$'\\n'}"
[ -r ${DISK_SAMPLES} ] && mapfile -t -n ${MOST_SAMPLES} samples <${DISK_SAMPLES} && printf 'sample %.60s\\n' "\${samples[@]}"
while IFS= read -r line; do
  [[ $line == flags* ]] && { printf 'cpu %s\\n' "$line"; break; }
done </proc/cpuinfo`,
    parse(output) {
      const found = labelled(output)
      const [free, total] = (found.disk ?? '').split(/\s+/)
      const samples = samplesIn(output)
      const features = new Set((found.cpu ?? '').split(/\s+/))
      return {
        cores: wholeNumber(found.cores),
        memoryMib: Math.floor(wholeNumber(found.memory) / 1024),
        diskFreeMib: Math.floor(wholeNumber(free) / MIB),
        diskTotalMib: Math.floor(wholeNumber(total) / MIB),
        avx: features.has('avx'),
        avx2: features.has('avx2'),
        ...(samples.length === 0 ? {} : { diskSamples: samples }),
      }
    },
  }
}

/** `sample SECONDS FREE_KIB WHO` */
function samplesIn(output: string): DiskSample[] {
  return [...output.matchAll(/^sample (\d{9,11}) (\d{1,15}) (run|timer)$/gm)].map(([, at, free, who]) => ({
    at: Number(at),
    freeMib: Math.floor(Number(free) / 1024),
    byRun: who === 'run',
  }))
}
