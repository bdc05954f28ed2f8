import { labelled, wholeNumber } from './answer.js'
import type { Fact, Perl } from './fact.js'
import type { UnitFacts } from './host-facts.js'
import type { ShownUnit } from './units.js'

/** The host's clock, as its kernel keeps it. */
export interface KernelFacts {
  /** A time service keeps it in step; true also in a container, whose clock is its machine's. */
  readonly synchronised: boolean
  /** Seconds since the epoch at which the monotonic clock began; 0 when the host did not say. */
  readonly bootedSeconds: number
  /** Of the monotonic clock, by which systemd counts: /proc/uptime also counts sleep, and may be a container's own. */
  readonly upSeconds: number
}

/** Largest error the kernel admits to when no time service has told it the time for long: 16 seconds. */
const UNKNOWN_ERROR_US = 16_000_000

/** adjtimex, as systemd asks it, so that no daemon has to be woken up, and clock_gettime: by their numbers on x86-64. */
export const kernelFact: Fact<KernelFacts, Perl> = {
  command: {
    perl: String.raw`
my @lines;
my $timex = "\0" x 256;
push @lines, syscall(159, $timex) < 0 ? "denied yes" : "error " . unpack "q", substr $timex, 24, 8;
my $now = "\0" x 16;
if (syscall(228, 1, $now) == 0) {
  my $uptime = unpack "q", $now;
  push @lines, "booted " . (time - $uptime), "uptime $uptime";
}
@lines`,
  },
  parse(output) {
    const { denied, error, booted, uptime } = labelled(output)
    return {
      synchronised: denied === 'yes' || (error !== undefined && wholeNumber(error) < UNKNOWN_ERROR_US),
      bootedSeconds: wholeNumber(booted),
      upSeconds: wholeNumber(uptime),
    }
  },
}

/** By name, with their starts by the host's own clocks. */
export function unitsByName(
  shown: readonly ShownUnit[],
  { bootedSeconds, upSeconds }: KernelFacts,
): Readonly<Record<string, UnitFacts>> {
  const since = (started: number) => (started === 0 || bootedSeconds === 0 ? 0 : bootedSeconds + started)
  const running = ({ active, startedSeconds }: ShownUnit) =>
    active === 'active' && startedSeconds > 0 && upSeconds > 0
      ? { runningSeconds: Math.max(0, upSeconds - startedSeconds) }
      : {}
  return Object.fromEntries(
    shown.map((unit) => {
      const { id, startedSeconds, ...facts } = unit
      return [id, { ...facts, since: since(startedSeconds), ...running(unit) }]
    }),
  )
}
