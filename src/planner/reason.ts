import type { RoleWord } from '../roles/words.js'

/**
 * Why an action is in a plan, or was left out of a run, as data. Its sentence is made by `i18n/reason.ts`; what a host
 * said is a value.
 */
export interface Reason {
  readonly word: ReasonWord | RoleWord
  readonly values?: Readonly<Record<string, string | number>>
  /** What else speaks for it. */
  readonly and?: Reason
}

/** Reasons that no room has for itself; sentences in `i18n/<language>/review.ts`. */
export type ReasonWord =
  | 'reason.service-user'
  | 'reason.one-directory'
  | 'reason.planned-ports'
  | 'reason.former-ports'
  | 'reason.packages'
  | 'reason.packages-carried'
  | 'reason.new-version'
  | 'reason.own-directory'
  | 'reason.no-program'
  | 'reason.program-anew'
  | 'reason.release-in-use'
  | 'reason.config'
  | 'reason.unit'
  | 'reason.never-started'
  | 'reason.put-again'
  | 'reason.outlived'
  | 'reason.hung'
  | 'reason.started'
  | 'reason.asked-again'
  | 'reason.not-installed'
  | 'reason.consul-holds'
  | 'reason.not-ready'
  | 'reason.removed'
  | 'reason.changed-on-host'
  | 'reason.started-from-changed'
  | 'reason.content'
  | 'reason.differs'
  | 'reason.not-running'
  | 'reason.not-enabled'
  | 'reason.lost-by-consul'
  | 'reason.start'
  | 'reason.stop'
  | 'reason.restart'
  | 'reason.others-wait'
  | 'reason.organisation-removed'
  | 'reason.no-longer-named'
  | 'reason.run-stopped'
  | 'reason.waits-for'
