import { DISK_SAMPLES } from '../../actions/disk-sample.js'
import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

const MIB = 1024 * 1024

/** As `hardwareFact` asks: `nproc`, `/proc/meminfo`, `df`, `/proc/cpuinfo`. */
export function printHardware(machine: Machine): string {
  const { hardware, files } = machine
  const samples = (files.read(DISK_SAMPLES) ?? '').split('\n').filter((line) => line !== '')
  return labelledLines([
    ['cores', hardware.cores],
    ['memory', hardware.memoryMib * 1024],
    ['disk', ` ${freeBytes(machine)} ${hardware.diskTotalMib * MIB}`],
    ...samples.map((line) => ['sample', line] as const),
    ['cpu', `flags\t\t: fpu vme sse sse2 ssse3 sse4_1 sse4_2 avx${hardware.avx2 ? ' avx2' : ''} hypervisor`],
  ])
}

/** On the only disk. */
export function freeBytes({ hardware, files }: Machine): number {
  return (hardware.diskTotalMib - hardware.diskUsedMib) * MIB - files.bytes()
}

/** As `systemFact` asks: `uname`, then `/etc/os-release`. */
export function printSystem({ hardware: { distribution } }: Machine): string {
  const { id, version, name, kernel } = distribution
  const kernelLines = labelledLines([
    ['machine', 'x86_64'],
    ['kernel', kernel],
    ['systemd', 'yes'],
  ])
  return `${kernelLines}\nPRETTY_NAME="${name}"\nVERSION_ID="${version}"\nID=${id}\n`
}

/** As `identityFact` asks: its names, then `ip -4 -o addr show`. */
export function printIdentity({ hardware, address, boots }: Machine): string {
  const names = labelledLines([
    ['hostname', hardware.hostname],
    ['machine-id', hardware.machineId],
    ['boot', `${hardware.machineId.slice(0, 8)}-${boots}`],
  ])
  return `${names}
1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: eth0    inet ${address}/24 brd ${address.replace(/\d+$/, '255')} scope global eth0\\       valid_lft forever preferred_lft forever
`
}

/**
 * As `kernelFact` asks: the error that the kernel admits to, microseconds, and the clocks since the boot. The rehearsal began
 * at `beganAt`, seconds since the epoch, which by its own pace is `now` seconds ago.
 */
export function printKernel({ hardware: { upSeconds } }: Machine, beganAt: number, now: number): string {
  return labelledLines([
    ['error', 41_250],
    ['booted', Math.floor(beganAt) - upSeconds],
    ['uptime', Math.floor(upSeconds + now)],
  ])
}
