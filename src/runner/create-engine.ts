import { setImmediate as nextTurn } from 'node:timers/promises'
import { fault, InstallerError, type Problem, problem } from '../errors/problem.js'
import { partForRun, planInSteps } from '../planner/make-plan.js'
import type { PlanInput } from '../planner/plan.js'
import { variantsMissing } from '../preflight/carried.js'
import { otherOrganisation } from '../preflight/checks/other-organisation.js'
import { otherSecrets } from '../preflight/checks/other-secrets.js'
import { record as otherRecord, recordVerdict } from '../preflight/checks/record.js'
import { preflight } from '../preflight/index.js'
import type { Check, CheckInput } from '../roles/check.js'
import { allHosts, type Host, hostNamed, isByHand } from '../topology/topology.js'
import { gatherHost } from './ask-facts.js'
import { awaitBack } from './await-back.js'
import type { Engine, EngineInput, Facts } from './engine.js'
import { createHolder, untilSettled } from './hold-hosts.js'
import { byTheClock, type HostLink, hostLink } from './host-link.js'
import { runPlan } from './run-plan.js'
import { tryClosed } from './try-closed.js'
import { tryReach } from './try-reach.js'

/** The engine of one organisation: keeps one connection per host until it is closed. */
export function createEngine(input: EngineInput): Engine {
  const { topology, release, secretDigest } = input
  const connected = allHosts(topology).filter(({ byHand }) => byHand !== true)
  const isFormer = (name: string) => topology.former?.some((host) => host.name === name) === true
  const named = connected.filter(({ name }) => !isFormer(name))
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
          connected.map(async ({ name, address }) => {
            const hold = settled ? holder?.wanted(name) : undefined
            const answer = await orProblems(gatherHost(input, linkTo(name), { signal, hold }))
            return [
              name,
              Array.isArray(answer) && isFormer(name) ? answer.map(asAway(name, address)) : answer,
            ] as const
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
      latest = among(named, facts)
      return { facts, problems: answers.flatMap(([, answer]) => (Array.isArray(answer) ? answer : [])) }
    },
    tryReach: (facts, { signal } = {}) =>
      tryReach(input, among(named, facts), (host) => linkTo(host).transport(signal), signal),
    tryClosed: (facts, { signal } = {}) =>
      tryClosed(input, among(named, facts), (host) => linkTo(host).transport(signal), signal),
    preflight: (facts, reach, closed) =>
      preflight({
        topology,
        release,
        facts,
        reach,
        ...(closed === undefined ? {} : { closed }),
        artifacts: input.artifacts,
        offline: input.offline ?? false,
        ...ownSide(input, facts),
      }),
    plan: async (facts) => {
      const { artifacts, offline = false, unproven, deleteRemoved, restoration } = input
      const asked = { topology, release, facts, reach: [], artifacts, offline, ...ownSide(input, facts) }
      const found = CHECKED_BEFORE.flatMap((check) => check(asked))
      const problems = found.filter(({ severity }) => severity === 'error')
      if (problems.length > 0) throw new InstallerError(problems)
      const gone = input.goneHosts?.(facts) ?? []
      const away = (asked.ownRecord?.members ?? []).filter(
        ({ host }) =>
          facts[host] === undefined &&
          hostNamed(topology, host) === undefined &&
          !gone.some((one) => one.host === host),
      )
      const verdict = recordVerdict(asked)
      const record = verdict?.kind === 'wanted' ? { record: verdict.record } : {}
      return turnByTurn(
        planInSteps({
          ...{ ...formerly(input), ...asked, secretDigest, unproven, deleteRemoved, restoration, gone, away },
          ...{ parallel: input.parallel, holdSeconds: input.holdSeconds, ...record },
        }),
      )
    },
    run: (plan, options) =>
      runPlan(
        partForRun(plan, topology),
        { ...input, connect },
        links,
        options,
        latest,
        holder?.tell,
        input.connect,
      ),
    transport: (host) => linkTo(host).transport(),
    letGo: async (host) => {
      holder?.left(host)
      await linkTo(host).drop()
    },
    awaitBack: (host, options = {}) => awaitBack(input, linkTo(host), options, pause),
    close: async () => {
      closing.abort()
      await Promise.all([...links.values()].map((link) => link.drop()))
    },
  }
}

/** What a host that org.yaml no longer names does not say keeps nobody from changing the others. */
function asAway(host: string, address: string) {
  return (why: Problem): Problem =>
    problem('record.former-away', { host, address, code: why.code }, { host }, 'warning')
}

/** What would make a plan that nobody may carry out. */
const CHECKED_BEFORE: readonly Check[] = [otherOrganisation, otherSecrets, otherRecord, variantsMissing]

/** What the folder has, to compare hosts with. */
function ownSide(
  { secretSet, ownRecord }: EngineInput,
  facts: Facts,
): Pick<CheckInput, 'secretSet' | 'ownRecord'> {
  return {
    ...(secretSet === undefined ? {} : { secretSet }),
    ...(ownRecord === undefined ? {} : { ownRecord: ownRecord(facts) }),
  }
}

function formerly({ topology, ownRecord }: EngineInput): Pick<PlanInput, 'formerAddresses'> {
  const changed = (ownRecord?.({}).members ?? []).flatMap(({ host, address }) => {
    const now = hostNamed(topology, host)?.address
    return address === undefined || now === undefined || now === address ? [] : [[host, address] as const]
  })
  return { formerAddresses: Object.fromEntries(changed) }
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
