import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type LookedAt, lookedAt } from '../../roles/check.js'

/** A message is valid for 3 seconds by the receiver's clock, and one from the future is refused at once. */
const ERROR_MS = 3000
const WARNING_MS = 1000

/** Clocks against each other, against this machine's, and whether anything keeps them in step. */
export const clock: Check = (input) => {
  const hosts = lookedAt(input)
  const reference = mostTrusted(hosts)
  if (reference === undefined) return []
  return [
    ...farFromHere(reference),
    ...hosts.flatMap((one) => [...differs(one, reference), ...unsynchronised(one)]),
  ]
}

/** The host nearest to the middle of all clocks, this machine's among them. */
function mostTrusted(hosts: readonly LookedAt[]): LookedAt | undefined {
  const offsets = [0, ...hosts.map(({ facts }) => facts.clock.offsetMs)].sort((a, b) => a - b)
  const middle = offsets[Math.floor((offsets.length - 1) / 2)] ?? 0
  const distance = ({ facts }: LookedAt) => Math.abs(facts.clock.offsetMs - middle)
  return [...hosts].sort((a, b) => distance(a) - distance(b))[0]
}

function differs({ host, facts }: LookedAt, reference: LookedAt): Problem[] {
  const difference = facts.clock.offsetMs - reference.facts.clock.offsetMs
  if (Math.abs(difference) <= WARNING_MS) return []
  const code = difference > 0 ? 'preflight.clock-ahead' : 'preflight.clock-behind'
  const details = { host: host.name, other: reference.host.name, seconds: seconds(difference) }
  // A slow answer is no reason to refuse a host.
  const certain = Math.abs(difference) - facts.clock.errorMs - reference.facts.clock.errorMs
  const severity = certain > ERROR_MS ? 'error' : 'warning'
  return [problem(code, details, { host: host.name }, severity)]
}

/** All hosts may agree and be wrong; other organisations have clocks too. */
function farFromHere({ host, facts }: LookedAt): Problem[] {
  const { offsetMs } = facts.clock
  if (Math.abs(offsetMs) <= ERROR_MS) return []
  const details = { host: host.name, seconds: seconds(offsetMs) }
  return [problem('preflight.clock-not-here', details, { host: host.name }, 'warning')]
}

function unsynchronised({ host: { name: host }, facts }: LookedAt): Problem[] {
  return facts.clock.synchronised
    ? []
    : [problem('preflight.clock-unsynchronised', { host }, { host }, 'warning')]
}

/** One decimal, without sign. */
function seconds(milliseconds: number): number {
  return Math.round(Math.abs(milliseconds) / 100) / 10
}
