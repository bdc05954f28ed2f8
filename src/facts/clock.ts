import { type Command, sh } from '../lib/command.js'
import type { ClockFacts } from './host-facts.js'

/** When the controller sent a script off and had its whole answer, by its own clock, milliseconds since the epoch. */
export interface RoundTrip {
  readonly sentAtMs: number
  readonly receivedAtMs: number
}

/** Runs a script between two looks at the host's clock; it ends with the line `clock BEGIN END`. */
export function timed(script: Command): Command {
  return sh`
clock_now() {
  # Since bash 5 it knows by itself; the point between seconds and fractions is the locale's.
  local now=\${EPOCHREALTIME-}
  if [ -n "$now" ]; then now=\${now/[^0-9]/}; printf -v "$1" %s "\${now%???}"; else printf -v "$1" %s "$(date +%s%3N)"; fi
}
clock_now clock_begin
${script}
clock_now clock_end
printf 'clock %s %s\\n' "$clock_begin" "$clock_end"`
}

/**
 * Host time minus the controller's, as NTP reckons it: however long the script took, only the difference
 * between the two ways of the network is left as error, half of both at most. Throws a `SyntaxError` when that line is missing.
 */
export function clockAgainst(output: string, trip: RoundTrip): Pick<ClockFacts, 'offsetMs' | 'errorMs'> {
  const [, begin, end] = /\nclock (\d{13}) (\d{13})(?:\n|$)/.exec(output) ?? []
  if (begin === undefined || end === undefined) throw new SyntaxError('the answer of the host ends too early')
  const there = Number(begin) - trip.sentAtMs
  const back = trip.receivedAtMs - Number(end)
  return { offsetMs: Math.round((there - back) / 2), errorMs: Math.round(Math.abs(there + back) / 2) }
}
