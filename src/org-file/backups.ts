import * as z from 'zod'
import type { HostBackups } from '../topology/topology.js'
import { hostDirectory, installDirectory } from '../topology/values.js'

const PERIODS = ['hour', 'day', 'week'] as const

const elsewhere = z.strictObject({
  host: z.string().describe('Name of a host above, which gets the backups of all'),
  folder: installDirectory.describe(
    'Folder on that host; they are in one below it, of the name of the organisation',
  ),
  largest: z.number().int().min(1).max(10_000).exactOptional().describe('GiB that one may have, default 10'),
})

/** What a timer of each host backs up of it. */
export const backups = z.strictObject({
  to: z
    .union([hostDirectory, elsewhere])
    .describe('Folder on each host that gets its backups, better on another disk; or host and folder'),
  every: z.enum(PERIODS).exactOptional().describe('hour, day or week; default day, at 02:30'),
  keep: z.number().int().min(1).max(1000).exactOptional().describe('How many of each host, default 7'),
})

export function buildBackups({ to, every = 'day', keep = 7 }: z.infer<typeof backups>): HostBackups {
  if (typeof to === 'string') return { every, keep, folder: to }
  const { host, folder, largest = 10 } = to
  return { every, keep, folder, receiver: { host, largest } }
}
