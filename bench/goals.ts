import type { Sample } from './record.js'

type Medians = ReadonlyMap<string, Sample>

interface Goal {
  readonly what: string
  /** Names of the two measurements, and what is compared of them. */
  readonly of: readonly [string, keyof Sample]
  readonly to: readonly [string, keyof Sample]
  readonly atLeast?: number
  readonly atMost?: number
}

const LOGINS = 'OpenSSH logins, sudo'

const GOALS: readonly Goal[] = [
  {
    what: 'first installation, times faster than ansible with 16 forks, pipelining and ControlPersist',
    of: ['pipelining, first', 'wall'],
    to: ['apply, first', 'wall'],
    atLeast: 10,
  },
  {
    what: 'first installation, times faster than mitogen without any compression',
    of: ['mitogen, first', 'wall'],
    to: ['apply, first', 'wall'],
    atLeast: 5,
  },
  {
    what: 'first installation, times as long as its processor time on all cores',
    of: ['apply, first', 'wall'],
    to: ['apply, first', 'floor'],
    atMost: 1.1,
  },
  {
    what: 'second run, times faster than mitogen',
    of: ['mitogen, again', 'wall'],
    to: ['apply, again', 'wall'],
    atLeast: 20,
  },
  {
    what: 'second run, times as long as logins and sudo checks alone',
    of: ['apply, again', 'wall'],
    to: [LOGINS, 'wall'],
    atMost: 1.5,
  },
  {
    what: 'plan, times as long as logins and sudo checks alone',
    of: ['plan, again', 'wall'],
    to: [LOGINS, 'wall'],
    atMost: 1.5,
  },
  {
    what: 'processor time of the controller, share of that of ansible with pipelining',
    of: ['apply, first', 'controllerCpu'],
    to: ['pipelining, first', 'controllerCpu'],
    atMost: 0.1,
  },
]

/** What was measured of each goal, a line each; goals whose measurements were left out are, too. */
export function goalLines(medians: Medians): string[] {
  return GOALS.flatMap(({ what, of, to, atLeast, atMost }) => {
    const [one, other] = [medians.get(of[0])?.[of[1]], medians.get(to[0])?.[to[1]]]
    if (one === undefined || other === undefined) return []
    const ratio = one / other
    const isReached = (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost)
    const goal = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
    return [`| ${what} | ${ratio.toFixed(2)} | ${goal} | ${isReached ? 'yes' : 'no'} |`]
  })
}
