import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

const MIB = 1024 * 1024

/** As `hardwareFact` asks: `nproc`, `/proc/meminfo`, `df`, `/proc/cpuinfo`. */
export function printHardware({ hardware, files }: Machine): string {
  const total = hardware.diskTotalMib * MIB
  const free = total - hardware.diskUsedMib * MIB - files.bytes()
  return labelledLines([
    ['cores', hardware.cores],
    ['memory', hardware.memoryMib * 1024],
    ['disk', ` ${free} ${total}`],
    ['cpu', `flags\t\t: fpu vme sse sse2 ssse3 sse4_1 sse4_2 avx${hardware.avx2 ? ' avx2' : ''} hypervisor`],
  ])
}
