import type { Action } from '../../actions/action.js'
import { ROOMS } from '../../roles/index.js'
import type { ArtifactUse, ServiceStep } from '../../roles/service.js'
import { unitFile } from '../../roles/unit-text.js'
import { accountOf, commentOf, ownerOf } from '../../topology/accounts.js'
import { instancePaths, storePath } from '../../topology/host-paths.js'
import { ACCOUNT, makeAccount } from '../accounts.js'
import type { PhaseId, PlanInput, Reason } from '../plan.js'
import { addConfigFiles } from './config-files.js'
import { placedNode } from './distribute.js'
import { addMove } from './moves.js'
import { type Chain, chain, type Phase, type WantedNode } from './nodes.js'
import { artifactFor, type PlacedService, placedServices } from './placed-services.js'
import { preparedNodes } from './prepare.js'
import { addRestored } from './restore.js'
import { laterStages } from './stages.js'
import { addStage, addStart } from './start.js'

const OWN_DIRECTORY: Reason = { word: 'reason.own-directory' }

/** Installs, configures, starts and awaits the instances of a phase: program, config, unit, start, readiness. */
export function bringUp(phase: PhaseId): Phase {
  const roles = ROOMS.filter((room) => room.phase === phase).map(({ id }) => id)
  return (input) => [
    ...placedServices(input)
      .filter(({ input: asked }) => roles.includes(asked.instance.role))
      .flatMap((asked) => bringUpInstance(phase, input, asked)),
    ...roles.flatMap((role) => laterStages(phase, input, role)),
  ]
}

function bringUpInstance(phase: PhaseId, plan: PlanInput, asked: PlacedService): readonly WantedNode[] {
  const { host, instance } = asked.input
  const { settings, packages } = preparedNodes(plan, host.name)
  // What asks for no package does not wait until those of others are installed.
  const first = asked.service.packages(asked.input).length === 0 ? settings : packages
  const nodes = chain(phase, host.name, instance.name, [first])
  addAccount(nodes, plan, asked)
  addDirectories(nodes, asked)
  const program = addProgram(nodes, plan, asked)
  const own = addOwnDirectories(nodes, asked)
  const { service, input } = asked
  const equipped = addSteps(nodes, service.equip?.(input) ?? [], program)
  const others = addMove(nodes, phase, plan, asked)
  const restored = addRestored(nodes, plan, asked)
  const prepared = addSteps(nodes, service.prepare?.(input) ?? [], program, restored)
  // What runs may be started again at any time: it gets what is new at the last moment.
  addLink(nodes, plan, asked)
  addStage(nodes, asked)
  const files = addConfig(nodes, asked)
  addStart(nodes, plan, asked, [...program, ...own, ...files, ...equipped, ...restored, ...prepared])
  return [...others, ...nodes.nodes]
}

/**
 * Returns the ids of the nodes that make something of the program, such as installed Python packages, or stop the instance. What
 * is said to a database is said again to one that came from a backup.
 */
function addSteps(
  nodes: Chain,
  steps: readonly ServiceStep[],
  program: readonly string[],
  restored: readonly string[] = [],
): readonly string[] {
  return steps.flatMap(({ action, because }) => {
    const isMade = action.kind === 'run'
    const follows = [
      ...(isMade ? [{ ids: program, because: { word: 'reason.program-anew' } as const }] : []),
      ...(action.kind === 'sql' ? [{ ids: restored, because }] : []),
    ]
    const id = nodes.add(action, because, { follows })
    return isMade || (action.kind === 'directory' && action.ownedBy !== undefined) ? [id] : []
  })
}

function addAccount(
  nodes: Chain,
  { topology, facts }: PlanInput,
  { input: { instance } }: PlacedService,
): void {
  const account = accountOf(topology, instance)
  const because: Reason = { word: 'reason.account' }
  const isGone = facts[instance.host]?.accounts?.known.some(({ name }) => name === account) === false
  const forced = isGone ? because : undefined
  const comment = commentOf(topology, instance)
  const command = makeAccount(account, comment)
  nodes.add({ kind: 'run', name: `${ACCOUNT} ${account}`, command, inputs: comment }, because, { forced })
}

function addDirectories(nodes: Chain, { input }: PlacedService): void {
  const { home, release, config } = instancePaths(input)
  for (const path of [home, release, config])
    nodes.add({ kind: 'directory', path, mode: '0755', owner: 'root:root' }, OWN_DIRECTORY)
}

/** As late as can be: what runs is stopped where they had another owner. Returns the ids of their nodes. */
function addOwnDirectories(nodes: Chain, { input }: PlacedService): readonly string[] {
  const { data, log, unit: ownedBy } = instancePaths(input)
  const owner = ownerOf(input.topology, input.instance)
  return [
    nodes.add({ kind: 'directory', path: data, mode: '0700', owner, ownedBy }, OWN_DIRECTORY),
    nodes.add({ kind: 'directory', path: log, mode: '0750', owner, ownedBy }, OWN_DIRECTORY),
  ]
}

/** How a part of a program gets from the host's store into the folder of its release. */
export function programAction(
  { to, how, strip = 0, mode = '0644' }: ArtifactUse,
  { folder, from, sha256 }: { readonly folder: string; readonly from: string; readonly sha256: string },
): Action {
  const path = `${folder}/${to}`
  return how === 'unpack'
    ? { kind: 'unpack', from, path, owner: 'root:root', sha256, strip }
    : { kind: 'install-file', from, path, mode, sha256 }
}

/** Returns the ids of the nodes that bring the program. */
function addProgram(nodes: Chain, plan: PlanInput, { service, input }: PlacedService): readonly string[] {
  const paths = instancePaths(input)
  return service.artifacts(input).map((use) => {
    const artifact = artifactFor(plan, use.artifact, input)
    const from = storePath(plan.topology, artifact)
    const action = programAction(use, { folder: paths.release, from, sha256: artifact.sha256 })
    const after = [placedNode(plan, input.host.name, artifact)]
    return nodes.add(action, { word: 'reason.no-program' }, { after })
  })
}

function addLink(nodes: Chain, { release }: PlanInput, { input }: PlacedService): void {
  const target = `releases/${release.version}`
  nodes.add({ kind: 'link', path: instancePaths(input).current, target }, { word: 'reason.release-in-use' })
}

/** Returns the ids of the files that the service is started from. */
function addConfig(nodes: Chain, asked: PlacedService): readonly string[] {
  const { service, input } = asked
  const configs = addConfigFiles(nodes, asked)
  const unit = nodes.add(unitFile(input, service.unit(input)), { word: 'reason.unit' })
  return [...configs, unit]
}
