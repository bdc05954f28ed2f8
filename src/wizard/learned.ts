import type { Plan } from '../planner/plan.js'
import type { Reach } from '../roles/check.js'
import type { ReadyArtifact } from '../topology/release.js'
import { type Cell, cell } from './cell.js'
import { type FolderAnswer, NO_FOLDER } from './folder-answer.js'
import type { SshAlias } from './hosts/host-names.js'
import { type MachinesScreen, NEW_MACHINES_SCREEN } from './machines-screen.js'
import { type HalfTyped, NOTHING_HALF_TYPED } from './network-form/half-typed.js'
import { NO_PROBES, type ProbeBoard } from './probe/probe-board.js'
import type { Prober } from './probe/prober.js'
import type { RunHandle } from './run-handle.js'
import { IDLE, type Work } from './start-work.js'
import type {
  ArtifactProgress,
  Gathered,
  OpenOrganisation,
  OperatorQuestion,
  Preflight,
  Unfinished,
} from './workbench.js'

/**
 * What was learned since the program began: shared by the screens, kept when one goes away, never saved. Passwords
 * live here and nowhere else.
 */
export interface Learned {
  /** What could be gone on with, as it was when the first screen came on. */
  readonly unfinished: Cell<readonly Unfinished[]>
  /** What was typed as the organisation's folder, and what is there. */
  readonly folder: Cell<FolderAnswer>
  /** What is known of the hosts, since they were added. */
  readonly probes: Cell<ProbeBoard>
  /** Made when the first host is looked at. */
  readonly prober: Cell<Prober | undefined>
  /** Hosts of the operator's `~/.ssh/config`, once they were read. */
  readonly sshAliases: Cell<readonly SshAlias[]>
  readonly machines: Cell<MachinesScreen>
  readonly network: Cell<HalfTyped>
  /** The organisation of the draft, opened; `draftKey` says of which answers. */
  readonly organisation: Cell<Work<OpenedDraft>>
  readonly artifacts: Cell<Work<readonly ReadyArtifact[]>>
  /** By artifact. */
  readonly artifactProgress: Cell<Readonly<Record<string, ArtifactProgress>>>
  readonly gathered: Cell<Work<Gathered>>
  /** The connections that were tried for `preflight`. */
  readonly reach: Cell<readonly Reach[]>
  readonly preflight: Cell<Work<Preflight>>
  readonly plan: Cell<Work<Plan>>
  readonly run: Cell<RunHandle | undefined>
  /** Path of the `handover.md` that was written last. */
  readonly handover: Cell<Work<string>>
  /** Asked by connections, to be answered by the operator one after the other. */
  readonly questions: Cell<readonly OperatorQuestion[]>
  /** Aborts when the program ends. */
  readonly signal: AbortSignal
}

export interface OpenedDraft {
  readonly organisation: OpenOrganisation
  /** The answers that it was opened with, as JSON: differs from the draft's once something was changed. */
  readonly draftKey: string
}

export function nothingLearned(signal: AbortSignal): Learned {
  return {
    unfinished: cell<readonly Unfinished[]>([]),
    folder: cell<FolderAnswer>(NO_FOLDER),
    probes: cell<ProbeBoard>(NO_PROBES),
    prober: cell<Prober | undefined>(undefined),
    sshAliases: cell<readonly SshAlias[]>([]),
    machines: cell(NEW_MACHINES_SCREEN),
    network: cell(NOTHING_HALF_TYPED),
    organisation: cell<Work<OpenedDraft>>(IDLE),
    artifacts: cell<Work<readonly ReadyArtifact[]>>(IDLE),
    artifactProgress: cell<Readonly<Record<string, ArtifactProgress>>>({}),
    gathered: cell<Work<Gathered>>(IDLE),
    reach: cell<readonly Reach[]>([]),
    preflight: cell<Work<Preflight>>(IDLE),
    plan: cell<Work<Plan>>(IDLE),
    run: cell<RunHandle | undefined>(undefined),
    handover: cell<Work<string>>(IDLE),
    questions: cell<readonly OperatorQuestion[]>([]),
    signal,
  }
}
