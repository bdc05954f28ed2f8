import type { Organisation } from './organisation.js'
import type { Session } from './session.js'
import { shortPath } from './short-path.js'

/** What came from a bundle came from nowhere else. */
export function tellBundle({ say, print, emit, world }: Session, { bundle }: Organisation): void {
  if (bundle === undefined) return
  emit({ type: 'fetched-nothing', bundle })
  print(say('bundle.fetched-nothing', { bundle: shortPath(bundle, world.workingDirectory) }))
}
