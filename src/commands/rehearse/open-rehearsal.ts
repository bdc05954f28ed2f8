import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rehearsalArtifacts } from '../../rehearsal/artifacts.js'
import type { Fault } from '../../rehearsal/faults.js'
import { createPrivateDirectory, type PrivateDirectory } from '../../rehearsal/private-directory.js'
import { createRehearsal, type Rehearsal } from '../../rehearsal/rehearsal.js'
import { writeFailed } from '../../state/files.js'
import { artifactKey } from '../../topology/release.js'
import type { ArtifactsInput, Machines } from '../organisation/machines.js'
import { NO_ARTIFACTS } from '../organisation/real-machines.js'
import { writeOrganisation } from '../organisation/write-organisation.js'

export interface RehearsalOrder {
  /** Content of org.yaml, written into the folder at once; absent: the folder stays empty. */
  readonly text?: string
  readonly faults?: readonly Fault[]
  /** Times as fast as real hosts; absent: the usual speed. */
  readonly speed?: number | 'instant'
}

/** An organisation's folder and its hosts, for as long as this process wants them. */
export interface OpenRehearsal {
  readonly machines: Machines
  /** Private, for `org.yaml` and all that belongs to it. */
  readonly folder: string
  /** `org.yaml` in it. */
  readonly file: string
  /** The machine at an address gets another one. */
  readonly readdress: (from: string, to: string) => Promise<void>
  /** Nobody waits for simulated hosts while it goes on. */
  readonly hurry: (is: boolean) => void
  /** The ordered faults that have happened by now. */
  readonly met: () => readonly Fault[]
  /** The simulated machine at an address. */
  readonly machineAt: Rehearsal['machineAt']
  /** Ends all of it; nothing stays behind. */
  readonly dispose: () => Promise<void>
}

/** Sets up a rehearsal: simulated hosts inside this process, and a folder that goes with it. */
export async function openRehearsal({ text, faults = [], speed }: RehearsalOrder): Promise<OpenRehearsal> {
  const directory = privateDirectory()
  const rehearsal = await createRehearsal({
    faults,
    ...(speed === undefined ? {} : { speed }),
  })
  const folder = join(directory.path, 'organisation')
  const dispose = async () => {
    await rehearsal.close()
    await directory.remove()
  }
  try {
    if (text !== undefined) await writeOrganisation(folder, text, 'rehearsal')
  } catch (error) {
    await dispose()
    throw error
  }
  const { connect, dial, pause, onEvent, met, machineAt, readdress, hurry } = rehearsal
  return {
    machines: {
      connect,
      dial,
      pause,
      onEvent,
      prepareArtifacts: (input) => prepareArtifacts(rehearsal, input),
    },
    folder,
    file: join(folder, 'org.yaml'),
    met,
    machineAt,
    readdress,
    hurry,
    dispose,
  }
}

function privateDirectory(): PrivateDirectory {
  try {
    return createPrivateDirectory()
  } catch (error) {
    throw writeFailed(tmpdir(), error)
  }
}

const DOWNLOAD_SECONDS = 2

async function prepareArtifacts(
  { pause }: Rehearsal,
  { topology, release, needs, onProgress, signal }: ArtifactsInput,
): ReturnType<Machines['prepareArtifacts']> {
  if (!needs.artifacts) return NO_ARTIFACTS
  const artifacts = rehearsalArtifacts(topology, release)
  if (onProgress !== undefined) {
    for (const ready of artifacts) {
      const artifact = artifactKey(ready)
      const { size: total } = ready
      onProgress({ artifact, step: 'download', done: Math.floor(total / 3), total })
      await pause(DOWNLOAD_SECONDS, signal)
      onProgress({ artifact, step: 'ready', done: total, total, from: release.address, trust: 'published' })
    }
  }
  // Nobody opens it: a simulated host keeps sizes only.
  return { artifacts, payload: (sha256) => sha256 }
}
