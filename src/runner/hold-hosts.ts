import { randomUUID } from 'node:crypto'
import { askHold, type Hold, type HoldFace, TAKING } from '../actions/hold.js'
import { fault, InstallerError, type Problem, problem } from '../errors/problem.js'
import { type HeldByOther, type HoldSeen, holdFact } from '../facts/hold.js'
import type { HostFacts } from '../facts/host-facts.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import type { HostLink, Pause } from './host-link.js'

/** What a run is told of holding hosts. */
export interface HoldInput {
  readonly face: HoldFace
  /** Hosts that somebody else holds are waited for. */
  readonly wait: boolean
  /** Told once for each holder that is waited for. */
  readonly onWait: (why: Problem) => void
}

/** How a host is held, by its name; undefined where nobody holds it. */
export type Standing = Readonly<Record<string, HoldSeen | undefined>>

export type Verdict =
  | { readonly kind: 'ours' }
  /** In a moment it is free, or held for good. */
  | { readonly kind: 'soon'; readonly host: string; readonly seen: HeldByOther }
  /** All that was taken has to be given back. */
  | { readonly kind: 'theirs'; readonly host: string; readonly seen: HeldByOther }

/**
 * All hosts or none. Two who take hosts at the same time may each get some: then the one with the smaller token keeps what it
 * has and tries on, and the other gives back what it has. So no circle of those who wait can come about, and one always wins.
 */
export function judge(standing: Standing, token: string): Verdict {
  const others = Object.entries(standing).flatMap(([host, seen]) =>
    seen?.state === 'other' ? [{ host, seen }] : [],
  )
  const [firm] = others.filter(
    ({ seen }) => seen.alive && (seen.phase !== TAKING || seen.token < token) && seen.token !== token,
  )
  if (firm !== undefined) return { kind: 'theirs', ...firm }
  const [other] = others
  return other === undefined ? { kind: 'ours' } : { kind: 'soon', ...other }
}

/** How the host is held, asked over a connection that stands. */
async function askStanding(transport: Transport, signal?: AbortSignal): Promise<HoldSeen | undefined> {
  const { output } = await transport.run(jobFor({ kind: 'ask-hold' }, askHold), {
    raw: true,
    changesNothing: true,
    ...(signal === undefined ? {} : { signal }),
  })
  return holdFact.parse(output)
}

/** How one engine holds its hosts, from the first settled look to its end. */
export interface Holder extends HoldInput {
  readonly token: string
  /** To be tried with the next look; undefined once the host is held. */
  readonly wanted: (host: string) => Hold | undefined
  /** All of them are held from now on. */
  readonly took: (hosts: readonly string[]) => void
  /** It is given back: the next look may take it anew. */
  readonly left: (host: string) => void
  /** What is done on a new connection: a host that was held is so again, or the connection is given up. */
  readonly connected: (transport: Transport, host: string, signal?: AbortSignal) => Promise<void>
  /** Tells others what goes on there. */
  readonly tell: (transport: Transport, host: string, phase: string) => void
}

export function createHolder(input: HoldInput, pause: Pause): Holder {
  const hold = { token: randomUUID(), face: input.face }
  /** Phase by host, of those that are held. */
  const phases = new Map<string, string>()
  return {
    ...input,
    token: hold.token,
    wanted: (host) => (phases.has(host) ? undefined : { ...hold, phase: TAKING }),
    took: (hosts) => {
      for (const host of hosts) if (!phases.has(host)) phases.set(host, TAKING)
    },
    left: (host) => {
      phases.delete(host)
    },
    connected: async (transport, host, signal) => {
      const phase = phases.get(host)
      if (phase === undefined) return
      try {
        await holdAgain(transport, host, { ...hold, phase }, pause, signal)
      } catch (error) {
        await transport.close()
        throw error
      }
    },
    tell: (transport, host, phase) => {
      if (!phases.has(host) || phases.get(host) === phase) return
      phases.set(host, phase)
      transport.hold({ ...hold, phase })
    },
  }
}

/** As long as the longest single actions may take that an earlier run has begun. */
const ENDING_SECONDS = 300

/**
 * Holds the host again over a new connection, once what was cut off with the old one has come to its end. Throws `run.hold-lost`
 * when somebody else had it meanwhile, or nobody spoke for it for too long.
 */
async function holdAgain(
  transport: Transport,
  host: string,
  hold: Hold,
  pause: Pause,
  signal?: AbortSignal,
): Promise<void> {
  for (let waited = 0; waited <= ENDING_SECONDS; waited++) {
    transport.hold({ ...hold, again: true })
    const seen = await askStanding(transport, signal)
    if (seen?.state === 'mine') return
    if (seen?.state !== 'other' || seen.token !== hold.token) break
    await pause(1, signal)
  }
  throw fault('run.hold-lost', { host }, { host })
}

/** Who is in the way, as a problem. */
export function heldBy({ host, seen }: { readonly host: string; readonly seen: HeldByOther }): Problem {
  const since = new Date(Date.now() - seen.seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
  return problem('run.host-held', { host, ...seen.face, phase: seen.phase, since }, { host })
}

interface SettleInput {
  readonly links: ReadonlyMap<string, HostLink>
  readonly holder: Holder | undefined
  readonly pause: Pause
  readonly signal: AbortSignal | undefined
}

type Answer = readonly [host: string, answer: HostFacts | Problem[]]

/**
 * Looks until all hosts are held, or, where none is to be held, until what was cut off has come to its end. Throws `run.host-held`,
 * `run.hold-lost`, `run.hold-impossible`.
 */
export async function untilSettled(
  ask: () => Promise<readonly Answer[]>,
  { links, holder, pause, signal }: SettleInput,
): Promise<readonly Answer[]> {
  const told = new Set<string>()
  for (let waited = 0; ; waited++) {
    const answers = await ask()
    const answered = answers.flatMap(([host, answer]) => (Array.isArray(answer) ? [] : [{ host, ...answer }]))
    const itself = new Set(
      answered.flatMap(({ hold, identity }) => (hold?.state === 'mine' ? [machineOf(identity)] : [])),
    )
    const standing: Standing = Object.fromEntries(
      answered
        // One machine under two names: what checks the hosts tells that.
        .filter(({ hold, identity }) => !isOwn(hold, holder) || !itself.has(machineOf(identity)))
        .map(({ host, hold }) => [host, hold] as const),
    )
    for (const [host, seen] of Object.entries(standing)) {
      if (seen?.state === 'lost') throw fault('run.hold-lost', { host }, { host })
      if (seen?.state === 'impossible') throw fault('run.hold-impossible', { host }, { host })
      if (seen === undefined && holder !== undefined)
        throw fault('run.facts-incomplete', { host, reason: 'is it held?' }, { host })
    }
    const verdict = judge(standing, holder?.token ?? '')
    if (verdict.kind === 'ours') {
      holder?.took(Object.keys(standing))
      for (const host of Object.keys(standing)) {
        const link = links.get(host)
        if (link !== undefined) holder?.tell(await link.transport(), host, 'looking')
      }
      return answers
    }
    const isFirm = verdict.kind === 'theirs' || waited > ENDING_SECONDS
    if (isFirm && holder === undefined) return answers
    if (isFirm) {
      await Promise.all([...links.values()].map((link) => link.drop()))
      if (!holder?.wait) throw new InstallerError(heldBy(verdict))
    }
    if (holder !== undefined && !told.has(verdict.seen.token)) holder.onWait(heldBy(verdict))
    told.add(verdict.seen.token)
    await pause(isFirm ? 2 : 0.5, signal)
  }
}

/** Held by this very run, over another connection. */
function isOwn(seen: HoldSeen | undefined, holder: Holder | undefined): boolean {
  return seen?.state === 'other' && seen.alive && seen.token === holder?.token
}

function machineOf({ machineId, addresses }: HostFacts['identity']): string {
  return JSON.stringify([machineId, addresses])
}
