import { problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Upkeep } from '../../roles/check.js'

const WARNING_DAYS = 14
const DAY_SECONDS = 86_400
/** What is nearer together says more of a single file than of the days. */
const APART_SECONDS = DAY_SECONDS / 4

/** Disks that will be full within two weeks, if they go on as they did. */
export const disk: Upkeep = ({ facts, nowMs }) =>
  Object.entries(facts).flatMap(([host, here]) => {
    const days = daysUntilFull(here, nowMs)
    if (typeof days !== 'number' || days > WARNING_DAYS) return []
    const details = { host, days: Math.floor(days), free: here.hardware.diskFreeMib }
    return [problem('upkeep.disk-fills', details, { host }, 'warning')]
  })

/** `never`: it does not fill. `unknown`: it was not measured twice, a day apart. */
export function daysUntilFull(
  { hardware, clock }: Pick<HostFacts, 'hardware' | 'clock'>,
  nowMs: number,
): number | 'never' | 'unknown' {
  const now = { at: (nowMs + clock.offsetMs) / 1000, freeMib: hardware.diskFreeMib }
  const points = [...(hardware.diskSamples ?? []).filter(({ at }) => at < now.at), now]
  const [first = now] = points
  if (now.at - first.at < DAY_SECONDS) return 'unknown'
  const slopes = points.flatMap((from, at) =>
    points
      .slice(at + 1)
      .filter((to) => to.at - from.at >= APART_SECONDS)
      .map((to) => (to.freeMib - from.freeMib) / (to.at - from.at)),
  )
  // The middle of all slopes: one large file that came or went does not bend it.
  const middle = slopes.toSorted((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0
  return middle >= 0 ? 'never' : now.freeMib / -middle / DAY_SECONDS
}
