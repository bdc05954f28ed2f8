import * as z from 'zod'
import type { HostBackups } from '../topology/topology.js'
import { hostDirectory } from '../topology/values.js'

const PERIODS = ['hour', 'day', 'week'] as const

/** What a timer of each host backs up of it. */
export const backups = z.strictObject({
  to: hostDirectory.describe('Folder on each host that gets its backups; better on another disk'),
  every: z.enum(PERIODS).exactOptional().describe('hour, day or week; default day, at 02:30'),
  keep: z.number().int().min(1).max(1000).exactOptional().describe('How many of each host, default 7'),
})

export function buildBackups({ to, every = 'day', keep = 7 }: z.infer<typeof backups>): HostBackups {
  return { every, keep, folder: to }
}
