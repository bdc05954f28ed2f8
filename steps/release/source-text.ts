import type { Say } from '../../src/i18n/say.js'
import type { Release } from '../../src/topology/release.js'
import type { Draft } from '../../src/wizard/draft.js'

export type SourceKind = 'published' | 'mirror' | 'folder'

export function sourceKind({ file }: Draft): SourceKind {
  const source = file.artifacts?.source
  return source === undefined ? 'published' : /^https?:\/\//i.test(source) ? 'mirror' : 'folder'
}

/** `mirror  https://…`: where the files come from. */
export function sourceText(draft: Draft, releases: readonly Release[], say: Say): string {
  const published = releases.find(({ id }) => id === draft.file.release)?.address ?? ''
  return `${say(`release.${sourceKind(draft)}`)}  ${draft.file.artifacts?.source ?? published}`
}
