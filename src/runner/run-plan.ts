import { setImmediate as nextTurn } from 'node:timers/promises'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import type { RunEvent } from '../events/run-event.js'
import type { Plan, PlanNode, Reason } from '../planner/plan.js'
import { receiptsDirectory } from '../topology/host-paths.js'
import { allHosts, type Host } from '../topology/topology.js'
import { SERVED_AT_ONCE } from '../transports/transport.js'
import type { EngineInput, Facts, RunOutcome, RunPlanOptions } from './engine.js'
import { type HostLink, hostLink } from './host-link.js'
import { type RunLog, runLog } from './log-run.js'
import type { OngoingRun } from './ongoing-run.js'
import { createProofs } from './proofs.js'
import { runBatch } from './run-batch.js'
import { runCarry } from './run-carry.js'
import { runClosing } from './run-closing.js'
import { runUpload } from './run-upload.js'
import { isUpload, type Schedule, scheduleOf } from './schedule.js'
import { createSpread } from './spread.js'
import { artifactFile, earlierHolders } from './wanted-files.js'

/** Carries a plan out: every host works by itself, edges hold them together. Never throws for what a host did. */
export async function runPlan(
  plan: Plan,
  input: EngineInput,
  links: Map<string, HostLink>,
  options: RunPlanOptions,
  facts: Facts = {},
  tell?: OngoingRun['tell'],
  connectAnew: EngineInput['connect'] = input.connect,
): Promise<RunOutcome> {
  const problems: Problem[] = []
  const emit: OngoingRun['emit'] = (event) =>
    input.onEvent({ ...event, at: new Date().toISOString() } as RunEvent)
  const schedule = scheduleOf(plan.nodes)
  const fail: OngoingRun['fail'] = (node, why) => {
    problems.push(why)
    schedule.mark(node.id, 'failed')
    emit({ type: 'failed', node: node.id, problem: why })
  }
  const log = logOf(plan, input)
  const run: OngoingRun = {
    input,
    schedule,
    options,
    receipts: receiptsDirectory(input.topology),
    ...spreading(plan, input, facts),
    link: (host) => linkTo(host, input, links),
    proofs: createProofs((name) => hostIn(input, name), connectAnew, options.abort),
    ...(tell === undefined ? {} : { tell }),
    ...(log === undefined ? {} : { log }),
    emit,
    fail,
  }

  // Of many hosts the first event says much, and everybody takes note of it: no key should wait for more than that.
  await nextTurn()
  emit({
    type: 'run-started',
    organisation: plan.organisation,
    command: options.command,
    digest: plan.digest,
    nodes: summaries(plan),
  })
  const announceStop = () => emit({ type: 'stopping', running: running(plan, schedule).map(({ id }) => id) })
  options.stop.addEventListener('abort', announceStop, { once: true })
  const { pause } = options
  const announcePause = () => {
    const is = pause?.get() === true
    schedule.rest(is)
    emit(
      is ? { type: 'paused', running: running(plan, schedule).map(({ id }) => id) } : { type: 'continued' },
    )
  }
  if (pause?.get()) announcePause()
  const stopListening = pause?.subscribe(announcePause)
  try {
    await driveHosts(plan, run)
  } finally {
    options.stop.removeEventListener('abort', announceStop)
    stopListening?.()
    await run.proofs.close()
  }
  const unfinished = running(plan, schedule)
  const halfDone = unfinished.filter(({ action }) => action.kind !== 'wait').map(({ id }) => id)
  const cancelled = options.stop.aborted || options.abort.aborted
  const left = schedule.pending()
  if (left.length > 0 && !cancelled) throw new Error(`nobody ran ${left.map(({ id }) => id).join(', ')}`)
  const because = { word: 'reason.run-stopped' } satisfies Reason
  for (const node of left) emit({ type: 'skipped', node: node.id, because })
  const outcome =
    problems.length > 0 ? 'failed' : cancelled && left.length + unfinished.length > 0 ? 'cancelled' : 'done'
  log?.end(outcome)
  emit({ type: 'run-finished', outcome, halfDone })
  return { outcome, problems, halfDone }
}

/** Starts whatever is ready, waits for anything to end, and looks again. */
async function driveHosts(plan: Plan, run: OngoingRun): Promise<void> {
  const busy = new Set<string>()
  const bugs: unknown[] = []
  // Of hundreds of hosts only those are looked at where something may be ready that was not before.
  const stirred = new Set(plan.nodes.map((node) => node.host))
  let ring = () => {}
  const start = (host: string, lane: string, work: Promise<void>) => {
    busy.add(lane)
    void work
      .catch((error: unknown) => void bugs.push(error))
      .finally(() => {
        busy.delete(lane)
        stirred.add(host)
        ring()
      })
  }
  // A better source for what they want will be free in a moment.
  const waiting = new Set<string>()
  run.spread.watch(() => {
    for (const host of waiting) stirred.add(host)
    waiting.clear()
    ring()
  })
  const startBulk = (host: string, link: HostLink) => {
    const uploads = run.schedule.readyUploads(host)
    const { file, ...way } = run.spread.choose(host, uploads.map(artifactFile)) ?? {}
    const upload = uploads.find(({ id }) => id === file?.id)
    if (upload === undefined && uploads.length > 0) waiting.add(host)
    const node = upload ?? run.schedule.nextInstall(host)
    if (node === undefined) return
    const work = upload
      ? runUpload(upload, way, link, run)
      : node.action.kind === 'carry'
        ? runCarry(node, link, run)
        : runBatch([node], link, run, 'bulk')
    start(host, `${host} bulk`, guarded(work, [node], run))
  }
  const startOn = (host: string) => {
    const link = run.link(host)
    if (!busy.has(`${host} script`)) {
      const batch = run.schedule.nextBatch(host)
      if (batch.length > 0) start(host, `${host} script`, guarded(runBatch(batch, link, run), batch, run))
    }
    if (!busy.has(`${host} bulk`)) startBulk(host, link)
    const closing = busy.has(`${host} aside`) ? undefined : run.schedule.nextClosing(host)
    if (closing !== undefined)
      start(host, `${host} aside`, guarded(runClosing(closing, link, run), [closing], run))
  }
  const { stop, abort, pause } = run.options
  const isStopped = () => stop.aborted || abort.aborted
  const rests = () => pause?.get() === true && !isStopped() && run.schedule.pending().length > 0
  const startReady = async () => {
    const hosts = new Set([...stirred, ...run.schedule.awoken()])
    stirred.clear()
    for (const host of hosts) {
      // The scripts of hundreds of hosts in one turn would keep everything else waiting: keys, answers of hosts.
      await nextTurn()
      if (isStopped()) return
      startOn(host)
    }
  }
  // Not a race of all lanes: it leaves something on each of them, and there are hundreds, for hundreds of rounds.
  const untilOneEnds = () =>
    new Promise<void>((resolve) => {
      ring = resolve
    })
  const wake = () => ring()
  for (const signal of [stop, abort]) signal.addEventListener('abort', wake, { once: true })
  const stopListening = pause?.subscribe(() => {
    for (const { host } of plan.nodes) stirred.add(host)
    ring()
  })
  try {
    for (;;) {
      await startReady()
      if ((busy.size > 0 || rests()) && stirred.size === 0 && !abort.aborted) await untilOneEnds()
      if (bugs.length > 0) throw bugs[0]
      if (abort.aborted) return
      for (const { node, blockedBy } of run.schedule.skipBlocked()) {
        const because = { word: 'reason.waits-for', values: { node: blockedBy } } satisfies Reason
        run.emit({ type: 'skipped', node: node.id, because })
      }
      if (busy.size === 0 && (stirred.size === 0 || isStopped()) && !rests()) return
    }
  } finally {
    for (const signal of [stop, abort]) signal.removeEventListener('abort', wake)
    stopListening?.()
  }
}

/** What an operator has to know about becomes a problem of the nodes; bugs stay bugs. */
async function guarded(work: Promise<void>, nodes: readonly PlanNode[], run: OngoingRun): Promise<void> {
  try {
    await work
  } catch (error) {
    if (run.options.abort.aborted) return
    if (!(error instanceof InstallerError)) throw error
    const [cause = problem('run.host-lost')] = error.problems
    for (const node of nodes) {
      if (run.schedule.state(node.id) !== 'running') continue
      run.fail(node, {
        ...cause,
        where: { ...cause.where, host: node.host, instance: node.instance, action: node.id },
      })
    }
  }
}

/** Only runs that hold their hosts change anything there. */
function logOf(
  { organisation, digest }: Plan,
  { hold, ownRecord, topology }: EngineInput,
): RunLog | undefined {
  if (hold === undefined) return undefined
  const generation = ownRecord?.({}).applied?.generation
  const of = { organisation, plan: digest, ...(generation === undefined ? {} : { generation }) }
  return runLog(hold.face, of, topology.installDirectory)
}

function spreading(
  plan: Plan,
  { topology }: EngineInput,
  facts: Facts,
): Pick<OngoingRun, 'spread' | 'earlier'> {
  const holders = earlierHolders(plan.nodes, facts)
  const spread = createSpread({
    files: plan.nodes.filter(isUpload).map(artifactFile),
    holders,
    local: new Set(
      allHosts(topology)
        .filter(({ local }) => local)
        .map(({ name }) => name),
    ),
    servedAtOnce: SERVED_AT_ONCE,
    nowMs: () => performance.now(),
  })
  const earlier = [...holders].flatMap(([sha256, hosts]) => hosts.map((host) => `${host} ${sha256}`))
  return { spread, earlier: new Set(earlier) }
}

function linkTo(host: string, input: EngineInput, links: Map<string, HostLink>): HostLink {
  const known = links.get(host)
  if (known !== undefined) return known
  const link = hostLink(hostIn(input, host), input.connect, input.pause)
  links.set(host, link)
  return link
}

function hostIn({ topology }: EngineInput, host: string): Host {
  const found = allHosts(topology).find(({ name }) => name === host)
  if (found === undefined) throw new Error(`the plan names an unknown host ${host}`)
  return found
}

function running(plan: Plan, schedule: Schedule): PlanNode[] {
  return plan.nodes.filter(({ id }) => schedule.state(id) === 'running')
}

function summaries(plan: Plan) {
  return plan.nodes.map((node) => ({
    id: node.id,
    phase: node.phase,
    host: node.host,
    instance: node.instance,
    kind: node.action.kind,
    ...(node.action.kind === 'unit' && node.action.state !== 'running' ? { ends: true as const } : {}),
    bytes: isUpload(node) && node.action.kind === 'place-artifact' ? node.action.size : 0,
  }))
}
