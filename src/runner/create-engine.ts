import { setImmediate as nextTurn } from 'node:timers/promises'
import { fault, InstallerError, type Problem } from '../errors/problem.js'
import type { HoldSeen } from '../facts/hold.js'
import type { HostFacts } from '../facts/host-facts.js'
import { partForRun, planInSteps } from '../planner/make-plan.js'
import { variantsMissing } from '../preflight/carried.js'
import { otherSecrets } from '../preflight/checks/other-secrets.js'
import { preflight } from '../preflight/index.js'
import { type Host, isByHand } from '../topology/topology.js'
import { gatherHost } from './ask-facts.js'
import type { Engine, EngineInput, Facts } from './engine.js'
import { createHolder, ENDING_SECONDS, type Holder, heldBy, judge, type Standing } from './hold-hosts.js'
import { byTheClock, type HostLink, hostLink, type Pause } from './host-link.js'
import { runPlan } from './run-plan.js'
import { tryReach } from './try-reach.js'

/** The engine of one organisation: keeps one connection per host until it is closed. */
export function createEngine(input: EngineInput): Engine {
  const { topology, release, secretDigest, secretSet } = input
  const secretsMeant = secretSet === undefined ? {} : { secretSet }
  const connected = topology.hosts.filter(({ byHand }) => byHand !== true)
  const pause = input.pause ?? byTheClock
  const holder = input.hold && createHolder(input.hold, pause)
  const connect: EngineInput['connect'] = async (host, options) => {
    const transport = await input.connect(host, options)
    await holder?.connected(transport, host.name, options?.signal)
    return transport
  }
  const links = new Map<string, HostLink>(
    connected.map((host) => [host.name, hostLink(host, connect, input.pause)] as const),
  )
  const linkTo = (name: string): HostLink => {
    const link = links.get(name)
    if (isByHand(topology, name)) throw fault('kit.host-by-hand', { host: name }, { host: name })
    if (link === undefined) throw new Error(`there is no host ${name}`)
    return link
  }
  // Who has which artifact already, for those who may get it from there.
  let latest: Facts = {}
  const closing = new AbortController()
  return {
    gather: async ({ signal: given, settled } = {}) => {
      const signal = given === undefined ? closing.signal : AbortSignal.any([given, closing.signal])
      // Also hosts whose roles have moved away: what was installed there is there still.
      const ask = () =>
        Promise.all(
          connected.map(async ({ name }) => {
            const hold = settled ? holder?.wanted(name) : undefined
            return [name, await orProblems(gatherHost(input, linkTo(name), { signal, hold }))] as const
          }),
        )
      const answers = await (settled ? untilSettled(ask, { links, holder, pause, signal }) : ask())
      const facts: Facts = {
        ...Object.fromEntries(
          Object.entries(input.carried ?? {}).filter(([name]) => isByHand(topology, name)),
        ),
        ...Object.fromEntries(
          answers.flatMap(([name, answer]) => (Array.isArray(answer) ? [] : [[name, answer] as const])),
        ),
      }
      latest = among(connected, facts)
      return { facts, problems: answers.flatMap(([, answer]) => (Array.isArray(answer) ? answer : [])) }
    },
    tryReach: (facts, { signal } = {}) =>
      tryReach(input, among(connected, facts), (host) => linkTo(host).transport(signal), signal),
    preflight: (facts, reach) =>
      preflight({
        topology,
        release,
        facts,
        reach,
        artifacts: input.artifacts,
        offline: input.offline ?? false,
        ...secretsMeant,
      }),
    plan: async (facts) => {
      const { artifacts, offline = false } = input
      const asked = { topology, release, facts, reach: [], artifacts, offline, ...secretsMeant }
      const problems = [...otherSecrets(asked), ...variantsMissing(asked)]
      if (problems.length > 0) throw new InstallerError(problems)
      return turnByTurn(planInSteps({ topology, release, facts, artifacts, secretDigest, ...secretsMeant }))
    },
    run: (plan, options) =>
      runPlan(partForRun(plan, topology), { ...input, connect }, links, options, latest, holder?.tell),
    transport: (host) => linkTo(host).transport(),
    close: async () => {
      closing.abort()
      await Promise.all([...links.values()].map((link) => link.drop()))
    },
  }
}

interface SettleInput {
  readonly links: ReadonlyMap<string, HostLink>
  readonly holder: Holder | undefined
  readonly pause: Pause
  readonly signal: AbortSignal | undefined
}

type Answer = readonly [host: string, answer: HostFacts | Problem[]]

/** Looks until all hosts are held, or, where none is to be held, until what was cut off has come to its end. */
async function untilSettled(
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

function among(hosts: readonly Host[], facts: Facts): Facts {
  const names = new Set(hosts.map(({ name }) => name))
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.has(name)))
}

/** What an operator can do something about is an answer too; bugs are thrown. */
async function orProblems<T>(work: Promise<T>): Promise<T | Problem[]> {
  try {
    return await work
  } catch (error) {
    if (error instanceof InstallerError) return [...error.problems]
    throw error
  }
}

/** What long work comes to, each step of it in a turn of the event loop of its own: keys and hosts are heard between. */
async function turnByTurn<T>(steps: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    await nextTurn()
    const step = steps.next()
    if (step.done) return step.value
  }
}
