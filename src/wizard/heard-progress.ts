import type { ArtifactProgress } from './workbench.js'

type Known = Readonly<Record<string, ArtifactProgress>>

const STEPS_SHOWN = 50
const BYTES_SHOWN = 1_000_000

/**
 * What is known of the artifacts after one of them has come further. The same object where nobody would see the
 * difference: a fast source reports thousands of times a second.
 */
export function heardProgress(known: Known, progress: ArtifactProgress): Known {
  const before = Object.hasOwn(known, progress.artifact) ? known[progress.artifact] : undefined
  if (before !== undefined && before.step === progress.step && part(before) === part(progress)) return known
  return { ...known, [progress.artifact]: progress }
}

function part({ done = 0, total }: ArtifactProgress): string {
  const whole = total === undefined || total === 0 ? BYTES_SHOWN * STEPS_SHOWN : total
  return `${total} ${done === total ? 'all' : Math.floor((done / whole) * STEPS_SHOWN)}`
}
