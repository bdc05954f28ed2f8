import { dirname } from 'node:path'
import { isAtHand } from '../../artifacts/locations.js'
import { shownProxy } from '../../artifacts/proxies.js'
import { type ReadyingProgress, type ReadyReport, readyArtifacts } from '../../artifacts/ready-artifacts.js'
import { addPins, readPins } from '../../state/pins.js'
import { artifactsOf, PYTHON_IDS } from '../../topology/release.js'
import { connectHost } from '../../transports/connect.js'
import { dialFromHere } from '../../transports/dial-from-here.js'
import { bytesText } from '../../ui/measure-text.js'
import type { ArtifactProgress as ScreenProgress } from '../../wizard/workbench.js'
import type { Session } from '../program/session.js'
import type { ArtifactsInput, GivenInput, Machines, PreparedArtifacts } from './machines.js'

/** The operator's own machines, over SSH or on this one. */
export const realMachines: Machines = {
  connect: connectHost,
  dial: dialFromHere,
  prepareArtifacts,
  givenPython,
  runHook: async (order) => (await import('../hooks/run-hook.js')).runHook(order),
}

export const NO_ARTIFACTS: PreparedArtifacts = { artifacts: [], payload: noPayload }

/**
 * Artifacts ready on this machine, when the command places them; none otherwise. Where a bundle was given they come
 * from it alone. Both variants of an artifact that depends on the CPU: no host has been asked yet.
 */
export async function prepareArtifacts(input: ArtifactsInput): Promise<PreparedArtifacts> {
  if (!input.needs.artifacts) return NO_ARTIFACTS
  const bundle = input.session.bundle
  if (bundle === undefined) return fetchedArtifacts(input)
  const { bundleArtifacts } = await import('../bundle/bundle-artifacts.js')
  return bundleArtifacts(bundle, input)
}

async function fetchedArtifacts(input: ArtifactsInput): Promise<PreparedArtifacts> {
  const { session, folder, topology, release, needs, onProgress } = input
  const { signal = session.world.interrupts.stop } = input
  const wanted = artifactsOf(release, topology.instances)
  const { ready, payload, newPins } = await readyArtifacts({
    release,
    wanted: wanted.map(({ id }) => ({ id })),
    sources: topology.artifacts,
    pins: readPins(folder),
    baseDirectory: dirname(folder.topology),
    signal,
    now: session.world.now,
    ...(onProgress === undefined ? { onProgress: downloadNotes(session) } : asScreenProgress(onProgress)),
  })
  // What was only looked at is not trusted yet.
  if (needs.lock) addPins(folder, newPins)
  return { artifacts: ready, payload }
}

/** Nothing is fetched, and nothing pinned. Throws what is wrong with one. */
async function givenPython({ session, folder, topology, release }: GivenInput) {
  const baseDirectory = dirname(folder.topology)
  const given = artifactsOf(release, topology.instances).filter(
    (one) => PYTHON_IDS.includes(one.id) && isAtHand(one, release, topology.artifacts, baseDirectory),
  )
  if (given.length === 0) return []
  const { ready } = await readyArtifacts({
    release,
    wanted: given.map(({ id, cpu }) => ({ id, ...(cpu && { cpu }) })),
    sources: topology.artifacts,
    pins: readPins(folder),
    baseDirectory,
    signal: session.world.interrupts.stop,
    now: session.world.now,
  })
  return ready
}

function asScreenProgress(tell: (progress: ScreenProgress) => void) {
  return {
    onProgress: ({ step, ...rest }: ReadyingProgress) =>
      tell({ ...rest, step: step === 'download' ? 'download' : 'verify' }),
    onReady: ({ artifact, size, from, trust }: ReadyReport) =>
      tell({ artifact, step: 'ready', done: size, total: size, from, trust }),
  }
}

function noPayload(sha256: string): string {
  throw new Error(`no artifact ${sha256} was prepared`)
}

/** One line per download, when it begins. */
function downloadNotes(session: Session): (progress: ReadyingProgress) => void {
  const told = new Set<string>()
  return ({ artifact, step, total }) => {
    if (step !== 'download' || told.has(artifact)) return
    told.add(artifact)
    const proxy = shownProxy(session.world.env)
    if (told.size === 1 && proxy !== undefined) session.note(session.say('artifacts.proxy', { proxy }))
    const name = total === undefined ? artifact : `${artifact} (${bytesText(total)})`
    session.tellStage('fetching', name)
    session.note(session.say('artifacts.download', { name }))
  }
}
