const UNRELEASED = '## Unreleased\n'

/** Moves what stands below `Unreleased` into a section of its own; throws where nothing does, or it has the section. */
export function releasedChangelog(text: string, version: string, date: string): string {
  const at = text.indexOf(UNRELEASED)
  if (at === -1) throw new Error('CHANGELOG.md has no section Unreleased')
  if (text.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has a section ${version} already`)
  const [news = '', ...before] = text.slice(at + UNRELEASED.length).split(/^(?=## )/m)
  if (news.trim() === '') throw new Error('CHANGELOG.md tells nothing below Unreleased')
  return `${text.slice(0, at)}${UNRELEASED}\n## ${version} - ${date}\n${news}${before.join('')}`
}
