import type { Action } from '../../actions/action.js'
import { roomOf, SECRETIVE } from '../../roles/index.js'
import type { ArtifactUse, ServiceStep } from '../../roles/service.js'
import { unitText } from '../../roles/unit-text.js'
import { instancePaths, storePath } from '../../topology/host-paths.js'
import type { PhaseId, PlanInput } from '../plan.js'
import { placedNode } from './distribute.js'
import { addMove } from './moves.js'
import { type Chain, chain, type Phase, type WantedNode } from './nodes.js'
import { artifactFor, type PlacedService, placedServices } from './placed-services.js'
import { preparedNodes } from './prepare.js'
import { addRestored } from './restore.js'
import { addStart } from './start.js'

/** Installs, configures, starts and awaits the instances of a phase: program, config, unit, start, readiness. */
export function bringUp(phase: PhaseId): Phase {
  return (input) =>
    placedServices(input)
      .filter(({ input: asked }) => roomOf(asked.instance.role).phase === phase)
      .flatMap((asked) => bringUpInstance(phase, input, asked))
}

function bringUpInstance(phase: PhaseId, plan: PlanInput, asked: PlacedService): readonly WantedNode[] {
  const { host, instance } = asked.input
  const { settings, packages } = preparedNodes(plan, host.name)
  // What asks for no package does not wait until those of others are installed.
  const first = asked.service.packages(asked.input).length === 0 ? settings : packages
  const nodes = chain(phase, host.name, instance.name, [first])
  addDirectories(nodes, plan, asked)
  const program = addProgram(nodes, plan, asked)
  const { service, input } = asked
  const equipped = addSteps(nodes, service.equip?.(input) ?? [], program)
  const others = addMove(nodes, phase, plan, asked)
  const restored = addRestored(nodes, plan, asked)
  const prepared = addSteps(nodes, service.prepare?.(input) ?? [], program)
  // What runs may be started again at any time: it gets what is new at the last moment.
  addLink(nodes, plan, asked)
  const files = addConfig(nodes, plan, asked)
  addStart(nodes, plan, asked, [...program, ...files, ...equipped, ...restored, ...prepared])
  return [...others, ...nodes.nodes]
}

/** Returns the ids of the nodes that make something of the program, such as installed Python packages. */
function addSteps(
  nodes: Chain,
  steps: readonly ServiceStep[],
  program: readonly string[],
): readonly string[] {
  return steps.flatMap(({ action, because }) => {
    const isMade = action.kind === 'run'
    const follows = isMade ? [{ ids: program, because: { word: 'reason.program-anew' } as const }] : []
    const id = nodes.add(action, because, { follows })
    return isMade ? [id] : []
  })
}

function addDirectories(nodes: Chain, plan: PlanInput, { input }: PlacedService): void {
  const { serviceUser: user } = plan.topology
  const paths = instancePaths(input)
  for (const [path, mode, owner] of [
    [paths.home, '0755', 'root:root'],
    [paths.release, '0755', 'root:root'],
    [paths.config, '0755', 'root:root'],
    [paths.data, '0700', `${user}:${user}`],
    [paths.log, '0750', `${user}:${user}`],
  ] as const) {
    nodes.add({ kind: 'directory', path, mode, owner }, { word: 'reason.own-directory' })
  }
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
function addConfig(nodes: Chain, plan: PlanInput, { service, input }: PlacedService): readonly string[] {
  const { serviceUser: user } = plan.topology
  const configs = service.config(input).map(({ path, content, isScript }) => {
    const access = isScript
      ? { mode: '0755', owner: 'root:root' }
      : { mode: '0600', owner: `${user}:${user}` }
    return nodes.add({ kind: 'write-file', path, ...access, content }, { word: 'reason.config' })
  })
  const path = instancePaths(input).unitFile
  const content = unitText(input, service.unit(input), SECRETIVE)
  const unit = nodes.add(
    { kind: 'write-file', path, mode: '0644', owner: 'root:root', content },
    { word: 'reason.unit' },
  )
  return [...configs, unit]
}
