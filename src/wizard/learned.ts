import type { Plan } from '../planner/plan.js'
import type { Reach } from '../roles/check.js'
import type { ReadyArtifact } from '../topology/release.js'
import { cell } from './cell.js'
import type { Deed, HomeLook } from './home/at-home.js'
import type { Day } from './home/day.js'
import type { SshAlias } from './hosts/host-names.js'
import { NEW_MACHINES_SCREEN } from './machines-screen.js'
import { NOTHING_HALF_TYPED } from './network-form/half-typed.js'
import { type FolderAnswer, NO_FOLDER } from './organisation-answers.js'
import { NO_PROBES, type ProbeBoard } from './probe/probe-board.js'
import type { Prober } from './probe/prober.js'
import { FRESH } from './roles-editor/editor-state.js'
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
export type Learned = Readonly<ReturnType<typeof nothingLearned>>

export function nothingLearned(signal: AbortSignal) {
  return {
    /** What could be gone on with, as it was when the first screen came on. */
    unfinished: cell<readonly Unfinished[]>([]),
    /** What was typed as the organisation's folder, and what is there. */
    folder: cell<FolderAnswer>(NO_FOLDER),
    /** What is known of the hosts, since they were added. */
    probes: cell<ProbeBoard>(NO_PROBES),
    /** Made when the first host is looked at. */
    prober: cell<Prober | undefined>(undefined),
    /** Hosts of the operator's `~/.ssh/config`, once they were read. */
    sshAliases: cell<readonly SshAlias[]>([]),
    machines: cell(NEW_MACHINES_SCREEN),
    network: cell(NOTHING_HALF_TYPED),
    /** The organisation of the draft, opened; `draftKey` says of which answers. */
    organisation: cell<Work<OpenedDraft>>(IDLE),
    artifacts: cell<Work<readonly ReadyArtifact[]>>(IDLE),
    /** By artifact. */
    artifactProgress: cell<Readonly<Record<string, ArtifactProgress>>>({}),
    gathered: cell<Work<Gathered>>(IDLE),
    /** The connections that were tried for `preflight`. */
    reach: cell<readonly Reach[]>([]),
    preflight: cell<Work<Preflight>>(IDLE),
    plan: cell<Work<Plan>>(IDLE),
    /** The plan that was reviewed before it, where hosts have changed since. */
    outdated: cell<Plan | undefined>(undefined),
    run: cell<RunHandle | undefined>(undefined),
    /** The organisation as it is looked at from home. */
    home: cell<Work<HomeLook>>(IDLE),
    /** What was begun from there. */
    deed: cell<Deed | undefined>(undefined),
    /** The later day that is rehearsed. */
    day: cell<Day | undefined>(undefined),
    /** What the picture of the roles begins with: a role that was picked up at home. */
    roles: cell(FRESH),
    /** Path of the `handover.md` that was written last. */
    handover: cell<Work<string>>(IDLE),
    /** Asked by connections, to be answered by the operator one after the other. */
    questions: cell<readonly OperatorQuestion[]>([]),
    /** Aborts when the program ends. */
    signal,
  }
}

export interface OpenedDraft {
  readonly organisation: OpenOrganisation
  /** The answers that it was opened with, as JSON: differs from the draft's once something was changed. */
  readonly draftKey: string
}
