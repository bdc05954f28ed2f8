import { resolve } from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { Code } from '../../errors/codes/index.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { LANGUAGES } from '../../i18n/language.js'
import { reasonIn } from '../../i18n/say.js'
import { speak } from '../../i18n/spoken.js'
import { bareFacts } from '../../kit/bare-facts.js'
import { type Kit, type KitTarget, organisationIdOf } from '../../kit/kit.js'
import { kitFiles } from '../../kit/kit-files.js'
import { sha256 } from '../../lib/digest.js'
import { writeKit } from '../../packing/write-kit.js'
import { planOf } from '../../planner/make-plan.js'
import type { Plan } from '../../planner/plan.js'
import { tokenFile } from '../../roles/consul-token.js'
import type { Facts } from '../../runner/engine.js'
import type { Host, Topology } from '../../topology/topology.js'
import { actionText } from '../../ui/action-text.js'
import { bytesText } from '../../ui/measure-text.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { gatherFacts, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { invalidOption, oneOf } from '../program/option.js'
import { type Call, type Session, throwIfInterrupted } from '../program/session.js'

/** The kit of a host that nothing may connect to: what `apply` would do there, to be carried to its console. */
export function exportHost(session: Session, { words, options }: Call): Promise<ExitCode> {
  const needs = { artifacts: true, lock: true, command: 'bundle export-host' }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print, emit } = session
    const host = meantHost(organisation.topology, words[0] ?? '')
    const { target, isKnown } = kitTarget(organisation, host, options)
    const plan = await planFor(session, organisation, host, target, isKnown)
    if (plan.nodes.length === 0) {
      emit({ type: 'nothing-to-do' })
      print(say('export-host.nothing', { host: host.name }))
      return EXIT.done
    }
    await organisation.askSecrets(plan)
    throwIfInterrupted(session)
    const kit = makeKit(session, organisation, host, target, plan)
    // What it says to read first it says in both.
    await Promise.all(LANGUAGES.map(speak))
    const made = kitFiles(kit, organisation.secrets, session.language)
    const asTar = options.tar === true
    const usual = `${host.name}.kit${asTar ? '.tar' : ''}`
    const { workingDirectory, interrupts } = session.world
    const out = resolve(workingDirectory, typeof options.output === 'string' ? options.output : usual)
    await writeKit({
      files: made.files,
      payload: organisation.payload,
      out,
      asTar,
      made: new Date(kit.made),
      signal: interrupts.stop,
    })
    showKit(session, kit, made, out)
    return EXIT.done
  })
}

function meantHost(topology: Topology, name: string): Host {
  const host = topology.hosts.find((one) => one.name === name)
  const names = topology.hosts.map((one) => one.name)
  if (host === undefined) {
    const details = { found: printable(name) || '""', known: names.join(', '), nearest: closest(name, names) }
    throw fault('kit.unknown-host', details)
  }
  const where = { host: name, path: `hosts.${name}` }
  if (host.byHand !== true) throw fault('kit.not-by-hand', { host: name }, where)
  if (!topology.instances.some((instance) => instance.host === name))
    throw fault('kit.no-roles', { host: name }, where)
  return host
}

/**
 * The machine that a kit has to fit: as its last receipt says, as the operator says, or the only kind that a bundle
 * is for. `isKnown`: what its receipt says holds. Throws `kit.system-unknown`.
 */
function kitTarget({ carried, planInput }: Organisation, { name: host }: Host, options: Call['options']) {
  const told = carried.find((one) => one.host === host)?.last?.facts
  const { artifacts } = planInput({})
  const toldSystem = told && `${told.system.id}-${told.system.version}`
  const toldCpu = told && (told.hardware.avx2 ? 'avx2' : 'no-avx2')
  const system = readSystem(options.os) ?? toldSystem ?? only(artifacts.map((artifact) => artifact.system))
  const cpu =
    oneOf('--cpu', options.cpu, ['avx2', 'no-avx2']) ??
    toldCpu ??
    only(artifacts.map((artifact) => artifact.cpu))
  if (system === undefined || cpu === undefined) {
    const what = system === undefined ? '--os' : '--cpu'
    throw fault('kit.system-unknown', { host, what }, { host })
  }
  const isKnown = system === toldSystem && cpu === toldCpu
  const machineId = isKnown ? told?.identity.machineId : ''
  const target: KitTarget = { system, avx2: cpu === 'avx2', ...(machineId ? { machineId } : {}) }
  return { target, isKnown }
}

function readSystem(given: unknown): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^[a-z]+-[\d.]+$/.test(given)) return given
  throw invalidOption('--os', given, 'debian-11, debian-12, debian-13, ubuntu-18.04 ... ubuntu-24.04')
}

/** The one value among all that are there. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  const found = [...new Set(values.filter((value) => value !== undefined))]
  return found.length === 1 ? found[0] : undefined
}

/**
 * The nodes of that host alone. What other hosts tell matters only for one that was set up before: a Consul that was
 * started after its services takes those along.
 */
async function planFor(
  session: Session,
  organisation: Organisation,
  host: Host,
  target: KitTarget,
  isKnown: boolean,
): Promise<Plan> {
  const known = isKnown ? await factsOfAll(session, organisation, host) : {}
  const { engine, topology } = organisation
  const facts = { [host.name]: bareFacts(host, target), ...known }
  const missing = engine
    .preflight(facts, [])
    .filter(({ code, where }) => where.host === host.name && NEVER_FITS.includes(code))
  if (missing.length > 0) throw new InstallerError(missing)
  const { nodes } = await engine.plan(facts)
  return planOf(
    topology.organisation,
    nodes.filter((node) => node.host === host.name),
  )
}

/** Findings that hold also of a host that nothing is known of but its kind. */
const NEVER_FITS: readonly Code[] = [
  'preflight.system-unsupported',
  'preflight.no-packages-carried',
  'preflight.variant-not-carried',
]

async function factsOfAll(session: Session, organisation: Organisation, host: Host): Promise<Facts> {
  const { facts, problems } = await gatherFacts(session, organisation)
  if (problems.some(({ severity }) => severity === 'error'))
    session.note(session.say('export-host.other-unseen', { host: host.name }))
  return facts
}

/** Where a kit is, what to compare, and what to do with it. */
function showKit(
  { say, print, emit, paint, shortPath }: Session,
  { topology, host, target, id, steps }: Kit,
  made: ReturnType<typeof kitFiles>,
  path: string,
): void {
  const bytes = made.files.reduce(
    (sum, file) => sum + ('text' in file ? Buffer.byteLength(file.text) : file.size),
    0,
  )
  const { system } = target
  const cpu = target.avx2 ? 'avx2' : 'no-avx2'
  const about = { host: host.name, path, steps: steps.length, bytes, system, cpu }
  emit({ type: 'kit', ...about, kit: id, sum: made.sum })
  const values = { ...about, path: shortPath(path), bytes: bytesText(bytes) }
  print(
    paint('done', say('export-host.done', values)),
    say('export-host.sum', { sum: made.sum.replace(/(.{8})(?!$)/g, '$1 ') }),
    ...(made.secrets > 0 ? [say('export-host.secrets', values)] : []),
    ...(bringsToken(topology, steps) ? [say('export-host.apply-first', values)] : []),
    say('export-host.next', values),
  )
}

/** Whether a service gets a token by it, which Consul knows from the next `apply` on. */
function bringsToken(topology: Topology, steps: Kit['steps']): boolean {
  const files = new Set(topology.instances.map(({ name }) => tokenFile(topology, name)))
  return steps.some(({ node: { action } }) => action.kind === 'write-file' && files.has(action.path))
}

/** The plan of one host as a kit, in the words of this session. */
function makeKit(
  { world, language, say }: Session,
  { topology, release, planInput }: Organisation,
  host: Host,
  target: KitTarget,
  plan: Plan,
): Kit {
  const made = world.now().toISOString()
  const organisationId = organisationIdOf(topology, planInput({}))
  return {
    id: sha256(JSON.stringify([organisationId, host.name, made, plan.digest])).slice(0, 16),
    topology,
    release,
    host,
    target,
    made,
    installer: world.version,
    organisationId,
    steps: plan.nodes.map((node) => ({
      node,
      title: `${say(`kind.${node.action.kind}`)} ${actionText(node.action, say)}`,
      because: reasonIn(node.because, language),
    })),
  }
}
