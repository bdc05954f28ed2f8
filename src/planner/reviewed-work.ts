import { sha256 } from '../lib/digest.js'
import { show } from '../lib/text.js'
import type { Plan, PlanNode } from './plan.js'

/** What somebody agreed to when a plan was shown, action by action. */
export interface ReviewedWork {
  /** Of the whole plan. */
  readonly digest: string
  /** One digest for each action with its reason; secrets count through `inputs`. */
  readonly actions: readonly string[]
}

export function reviewedWork({ digest, nodes }: Plan): ReviewedWork {
  return { digest, actions: nodes.map(actionDigest) }
}

/**
 * Whether a plan does nothing that was not reviewed. Less is as good: between two looks a service that was started
 * becomes ready, and what was planned for it is no longer needed.
 */
export function isReviewed({ digest, actions }: ReviewedWork, now: Plan): boolean {
  if (now.digest === digest) return true
  const known = new Set(actions)
  return now.nodes.every((node) => known.has(actionDigest(node)))
}

function actionDigest({ id, because, inputs, action }: PlanNode): string {
  // A wait changes nothing, whatever it is for.
  if (action.kind === 'wait')
    return sha256(JSON.stringify([id, { ...action, holdSeconds: undefined, sinceStart: undefined }]))
  // Nor does keeping what was, of which less may have to be kept.
  if (action.kind === 'keep-former') return sha256(id)
  const shown = action.kind === 'write-file' ? { ...action, content: show(action.content) } : action
  return sha256(JSON.stringify([id, because, inputs, shown]))
}
