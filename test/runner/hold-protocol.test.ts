import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TAKING } from '../../src/actions/hold.js'
import type { HoldSeen } from '../../src/facts/hold.js'
import { judge } from '../../src/runner/hold-hosts.js'

/** Schedules tried; `HOLD_SCHEDULES=100000` is the long run. The seed makes each run the same. */
const numRuns = Number(process.env.HOLD_SCHEDULES ?? 2_000)

interface Client {
  readonly token: string
  readonly hosts: readonly string[]
  state: 'asking' | 'leaving' | 'working' | 'gone'
  toAsk: string[]
  answers: Record<string, HoldSeen>
  toDeclare: string[]
  wasCut: boolean
}

interface Held {
  readonly by: Client
  phase: string
}

/** What one client does next, at one host at a time, as messages over a network come: one after the other, in any order. */
function step(client: Client, hosts: Map<string, Held>): void {
  const mine = () => client.hosts.filter((host) => hosts.get(host)?.by === client)
  if (client.state === 'working') {
    const host = client.toDeclare.shift()
    const held = host === undefined ? undefined : hosts.get(host)
    if (held?.by === client) held.phase = 'looking'
  } else if (client.state === 'leaving') {
    const [host] = mine()
    if (host === undefined) client.state = 'gone'
    else hosts.delete(host)
  } else if (client.state === 'asking') {
    const host = client.toAsk.shift()
    if (host === undefined) {
      decide(client)
      return
    }
    const held = hosts.get(host)
    if (held === undefined) hosts.set(host, { by: client, phase: TAKING })
    client.answers[host] = held === undefined || held.by === client ? { state: 'mine' } : seenOf(held)
  }
}

function seenOf({ by: { token }, phase }: Held): HoldSeen {
  const face = { user: 'u', machine: 'm', command: 'apply' }
  return { state: 'other', token, alive: true, seconds: 0, phase, face }
}

function decide(client: Client): void {
  const verdict = judge(client.answers, client.token)
  if (verdict.kind === 'soon') client.toAsk = [...client.hosts]
  else client.state = verdict.kind === 'ours' ? 'working' : 'leaving'
}

/** Two at work on one host, of whom none was cut off from a host meanwhile. */
function clashes(clients: readonly Client[]): boolean {
  const working = clients.filter(({ state, wasCut }) => state === 'working' && !wasCut)
  return working.some((one) =>
    working.some((other) => other !== one && other.hosts.some((host) => one.hosts.includes(host))),
  )
}

const HOSTS = ['h1', 'h2', 'h3', 'h4']
const CUT = 100

function play(sets: readonly (readonly string[])[], schedule: readonly number[]): readonly Client[] {
  const hosts = new Map<string, Held>()
  const clients: Client[] = sets.map((set, i) => ({
    token: String((i * 7) % 5),
    hosts: set,
    state: 'asking',
    toAsk: [...set],
    answers: {},
    toDeclare: [...set],
    wasCut: false,
  }))
  const rounds = Array.from({ length: 60 * clients.length }, (_, i) => i % clients.length)
  for (const pick of [...schedule, ...rounds]) {
    const client = clients[pick % clients.length]
    if (client === undefined) continue
    if (pick < CUT || pick >= 2 * CUT) step(client, hosts)
    else cut(client, HOSTS[pick % HOSTS.length] ?? '', hosts)
    if (clashes(clients)) throw new Error('two are at work on one host')
  }
  return clients
}

/** The host's shell is gone, and with it its hold; the client finds that out, and changes nothing more there. */
function cut(client: Client, host: string, hosts: Map<string, Held>): void {
  if (hosts.get(host)?.by !== client) return
  hosts.delete(host)
  client.wasCut = true
  client.state = 'leaving'
}

const schedule = (most: number) => fc.array(fc.nat(most), { maxLength: 80 })
const someHosts = fc.subarray(HOSTS, { minLength: 1 })

test('of those who take the same hosts at once exactly one has them all, and everybody else none', () => {
  const clients = fc.integer({ min: 2, max: 4 })
  fc.assert(
    fc.property(
      clients,
      fc.shuffledSubarray(HOSTS, { minLength: 1 }),
      schedule(CUT - 1),
      (count, set, order) => {
        // Each asks in an order of its own.
        const sets = Array.from({ length: count }, (_, i) => [
          ...set.slice(i % set.length),
          ...set.slice(0, i % set.length),
        ])
        const states = play(sets, order).map(({ state }) => state)
        expect(states.filter((state) => state === 'working')).toHaveLength(1)
        expect(states.filter((state) => state === 'gone')).toHaveLength(count - 1)
      },
    ),
    { numRuns, seed: 1 },
  )
})

test('of organisations that share some hosts no two ever work on one, one always does, and nobody waits for ever', () => {
  fc.assert(
    fc.property(fc.array(someHosts, { minLength: 2, maxLength: 4 }), schedule(CUT - 1), (sets, order) => {
      const states = play(sets, order).map(({ state }) => state)
      expect(states).toContain('working')
      expect(states.every((state) => state === 'working' || state === 'gone')).toBe(true)
    }),
    { numRuns, seed: 2 },
  )
})

test('nor when some are cut off from hosts on the way', () => {
  fc.assert(
    fc.property(fc.array(someHosts, { minLength: 2, maxLength: 4 }), schedule(2 * CUT - 1), (sets, order) => {
      const states = play(sets, order).map(({ state }) => state)
      expect(states.every((state) => state === 'working' || state === 'gone')).toBe(true)
    }),
    { numRuns, seed: 3 },
  )
})
