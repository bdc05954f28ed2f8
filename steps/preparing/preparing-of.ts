import type { StepProps } from '../../src/ui/screen/step.js'
import { askThrough } from '../../src/wizard/ask-through.js'
import type { Preparing } from '../../src/wizard/prepare-run.js'

/** What the steps before the run work with; what connections ask meanwhile is shown on whatever screen is on. */
export function preparingOf({
  draft,
  bench,
  learned,
}: Pick<StepProps, 'draft' | 'bench' | 'learned'>): Preparing {
  return { draft, bench, learned, ask: askThrough(learned.questions) }
}

/** Nobody has to choose where files come from. */
export function hasItsFiles(props: Pick<StepProps, 'draft' | 'bench'>): boolean {
  return isRehearsed(props) || props.bench.bundle !== undefined
}

/** Nothing here is real: hosts and files are simulated. */
export function isRehearsed({ bench, draft }: Pick<StepProps, 'draft' | 'bench'>): boolean {
  return bench.isRehearsal || draft.place === 'rehearsal'
}
