import type { Code } from '../../errors/codes/index.js'
import type { ProbeStage } from '../workbench.js'

/** The stage that a problem of a connection belongs to; undefined for problems of other kinds. */
export function stageOfCode(code: Code): ProbeStage | undefined {
  return STAGES.find(([codes]) => codes.test(code))?.[1]
}

/** The first that fits: once there is a root shell, all that can fail is asking. */
const STAGES: readonly (readonly [RegExp, ProbeStage])[] = [
  [/^connection\.(name-unknown|refused|no-route|timed-out|dropped)$/, 'reach'],
  [/^connection\.(not-ssh|no-common-algorithm|failed|jump-failed)$/, 'reach'],
  [/^connection\.(host-key|known-hosts)-/, 'host-key'],
  [/^connection\.(key-file|passphrase|login)-/, 'login'],
  [/^connection\.(sudo-.*|no-bash|no-root-shell)$/, 'sudo'],
  [/^connection\./, 'facts'],
]
