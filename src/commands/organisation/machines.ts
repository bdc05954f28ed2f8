import type { RunEvent } from '../../events/run-event.js'
import type { EngineInput } from '../../runner/engine.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { ReadyArtifact, Release } from '../../topology/release.js'
import type { Host, Topology } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import type { Transport } from '../../transports/transport.js'
import type { RunHook } from '../hooks/run-hook.js'
import type { Session } from '../program/session.js'
import type { FetchOptions, Needs } from './organisation.js'

/** Where an organisation's hosts and artifacts come from: `realMachines`, or a rehearsal inside this process. */
export interface Machines {
  /** Any host, also one that is in no topology yet. */
  readonly connect: (host: Host, options: ConnectOptions) => Promise<Transport>
  /** How TCP connections from this computer end; absent: nobody can tell. */
  readonly dial?: NonNullable<EngineInput['dial']>
  /** Artifacts ready to be sent, when the command places them; none otherwise. */
  readonly prepareArtifacts: (input: ArtifactsInput) => Promise<PreparedArtifacts>
  /** Those of Python that the operator has given, looked into; absent where nothing is real. */
  readonly givenPython?: (input: GivenInput) => Promise<readonly ReadyArtifact[]>
  /** Waits before a lost host is tried again; absent: by the clock. */
  readonly pause?: NonNullable<EngineInput['pause']>
  /** Runs the commands of `hooks`; absent where nothing is real. */
  readonly runHook?: RunHook
  /** Hears every event of runs before anybody else does. */
  readonly onEvent?: (event: RunEvent) => void
}

export interface PreparedArtifacts extends Pick<EngineInput, 'artifacts' | 'payload' | 'offline'> {
  /** Path of the bundle that all of them come from. */
  readonly bundle?: string
}

export interface GivenInput {
  readonly session: Session
  readonly folder: OrganisationFolder
  readonly topology: Topology
  readonly release: Release
}

export interface ArtifactsInput extends GivenInput, FetchOptions {
  readonly needs: Needs
}
