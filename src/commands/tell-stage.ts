import type { Stage } from '../events/record-line.js'
import type { Session } from './session.js'

/** What goes on now, before or after the plan, for whoever watches; `about` is an artifact or a host. */
export function tellStage({ world, emit }: Session, stage: Stage, about?: string): void {
  emit({ type: 'stage', at: world.now().toISOString(), stage, ...(about === undefined ? {} : { about }) })
}
