import type { Staged } from '../service.js'
import { why } from './words.js'

/** In which servers that talk in clear come to a key: each has it, each encrypts what it sends, none takes anything else. */
export const GOSSIP_STAGES = 3
/** In which Consul knows tokens, and answers those that have none as well. */
export const ADMITS = GOSSIP_STAGES + 1
/** In which it answers nobody else. */
export const DENIES = ADMITS + 1

const STAGES = [
  why('step.gossip-1'),
  why('step.gossip-2'),
  why('step.gossip-3'),
  why('step.acl-1'),
  why('step.acl-2'),
] as const

/** The receipt is called after what was changed in stages first. */
export const stages: Staged = {
  name: 'gossip-stage',
  last: ({ acl }) => (acl === 'on' ? DENIES : GOSSIP_STAGES),
  admits: ADMITS,
  because: (stage) => STAGES[stage - 1] ?? STAGES[2],
}
