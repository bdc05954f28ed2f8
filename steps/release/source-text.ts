import type { Say } from '../../src/i18n/say.js'
import type { Draft } from '../../src/wizard/draft.js'
import type { Workbench } from '../../src/wizard/workbench.js'

export type SourceKind = 'published' | 'mirror' | 'folder'

export function sourceKind({ file }: Draft): SourceKind {
  const source = file.artifacts?.source
  return source === undefined ? 'published' : /^https?:\/\//i.test(source) ? 'mirror' : 'folder'
}

/** `mirror  https://…`: where the files come from. */
export function sourceText(
  draft: Draft,
  bench: Pick<Workbench, 'isRehearsal' | 'releases'>,
  say: Say,
): string {
  if (bench.isRehearsal) return say('release.simulated')
  const published = bench.releases.find(({ id }) => id === draft.file.release)?.address ?? ''
  return `${say(`release.${sourceKind(draft)}`)}  ${draft.file.artifacts?.source ?? published}`
}
