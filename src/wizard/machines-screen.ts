import type { LineMistake } from './hosts/entry.js'
import type { HostForm } from './hosts/host-form.js'
import type { OperatorQuestion } from './workbench.js'

/** What the operator is doing on the screen of the machines: kept while another screen is on. */
export interface MachinesScreen {
  /** In the line that adds hosts. */
  readonly typed: string
  /** For the hosts that nobody has said a user for. */
  readonly user: string
  readonly focus: 'field' | 'table' | 'question' | 'form' | 'details'
  /**
   * What is being answered: a question that comes meanwhile must not take the keys that were meant for this one. Empty
   * once all was answered.
   */
  readonly answering: readonly OperatorQuestion[]
  /** Name of the host that the pointer is on. */
  readonly selected?: string
  /** What came of the last addition. */
  readonly told?: { readonly added: number; readonly mistakes: readonly LineMistake[] }
  readonly form?: HostForm
  /** The operator has been told what going on with hosts that are not ready means. */
  readonly isWarned: boolean
}

export const NEW_MACHINES_SCREEN: MachinesScreen = {
  typed: '',
  user: 'root',
  focus: 'field',
  answering: [],
  isWarned: false,
}
